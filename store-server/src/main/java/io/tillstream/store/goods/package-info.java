/** Goods that arrive from suppliers: documents that the store makes itself. */
package io.tillstream.store.goods;
