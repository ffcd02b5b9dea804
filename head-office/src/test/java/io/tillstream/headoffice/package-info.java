/** Head office as stores and administrators see it: over HTTP, on one running service. */
package io.tillstream.headoffice;
