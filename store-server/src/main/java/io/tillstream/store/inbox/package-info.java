/**
 * Changes that other programs make to items, prices, barcodes, tax codes and customers by SQL:
 * noted by triggers, taken over by the store's writer, and shown to terminals whole or not at all.
 * What the store itself changes never comes through here.
 */
package io.tillstream.store.inbox;
