/** Sentences about the shop, told over HTTP to a store server that runs as it does in a shop. */
package io.tillstream.store.journey;
