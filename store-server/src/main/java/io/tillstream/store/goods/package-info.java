/**
 * Goods that arrive from suppliers, move within the store, and leave it for good: documents that
 * the store makes itself.
 */
package io.tillstream.store.goods;
