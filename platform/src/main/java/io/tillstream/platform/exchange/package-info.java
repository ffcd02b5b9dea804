/** Requests to the tier above that are given up when they stand still, and not before. */
package io.tillstream.platform.exchange;
