/**
 * How a service refuses: one exception, one rendering as problem details (RFC 9457). Nothing here
 * knows what a shop is.
 */
package io.tillstream.platform.problem;
