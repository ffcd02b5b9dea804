/**
 * The terminal's copy of the store's items, barcodes, prices, taxes and stock, as of the last
 * checkpoint. Nothing here is the terminal's own, and nothing here speaks to the store.
 */
package io.tillstream.agent.catalogue;
