/**
 * Documents: what a till or a store records, immutable from the commit on, and their canonical
 * bytes. Nothing here reads a clock, parses JSON or books stock.
 */
package io.tillstream.protocol.document;
