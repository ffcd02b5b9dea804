/** Limits on what comes in over HTTP, before any feature sees it. */
package io.tillstream.platform.http;
