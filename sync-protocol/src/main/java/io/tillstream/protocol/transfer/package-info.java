/**
 * Transfers of goods between two stores: what the documents of both add up to, in whatever order
 * they are heard of, and how a transfer stands. No storage.
 */
package io.tillstream.protocol.transfer;
