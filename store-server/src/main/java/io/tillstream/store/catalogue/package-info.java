/**
 * What the shop sells: items, barcodes, prices and tax rates, by file or one at a time. Stock is
 * not part of it.
 */
package io.tillstream.store.catalogue;
