/**
 * Whose word each row of the catalogue is: what head office's layers say beside what the shop sells
 * by, and which rows the store has written over or blocked. Who brings head office's word is
 * another feature's business. The writer's thread only.
 */
package io.tillstream.store.layers;
