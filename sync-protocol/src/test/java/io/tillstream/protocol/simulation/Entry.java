package io.tillstream.protocol.simulation;

import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.identity.DocumentKey;

/**
 * A document in a journal.
 *
 * @param key its identity
 * @param number what is printed
 * @param reference the till app's own: the deal that it records, whoever records it
 * @param line its bytes
 * @param hash the chain up to it
 * @param document what it says; null when it makes no sense
 */
@SuppressWarnings("ArrayRecordComponent") // compared by its hash
record Entry(
    DocumentKey key, String number, String reference, byte[] line, Hash hash, Document document) {

  long n() {
    return key.n();
  }
}
