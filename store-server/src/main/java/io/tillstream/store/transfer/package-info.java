/**
 * Goods that go to other stores and come from them. What a document says of a transfer, and what it
 * may say, is decided in the protocol; here it is recorded, kept in sums, and shown.
 */
package io.tillstream.store.transfer;
