/**
 * The business date: which day a document counts for. It belongs to the shop, not to a clock.
 * Nothing here reads one.
 */
package io.tillstream.protocol.day;
