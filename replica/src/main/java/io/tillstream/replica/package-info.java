/**
 * The copy of a store's items, barcodes, prices, taxes and stock that a terminal sells from, as
 * code: its tables, how pages of changes are taken in, and where it stands. The store makes its
 * snapshots with the same code. Nothing here speaks to anybody, and nothing in the file is a
 * terminal's own.
 */
package io.tillstream.replica;
