/**
 * Follows what head office says of the catalogue, prices, taxes and settings, and lets the shop
 * sell by it where the store has not said otherwise itself. Without a head office nothing happens
 * here.
 */
package io.tillstream.store.downlink;
