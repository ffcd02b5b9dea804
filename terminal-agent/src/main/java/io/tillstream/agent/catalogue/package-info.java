/**
 * Items, barcodes and prices as the till looks them up in the replica, as of the last checkpoint.
 * Nothing here speaks to the store.
 */
package io.tillstream.agent.catalogue;
