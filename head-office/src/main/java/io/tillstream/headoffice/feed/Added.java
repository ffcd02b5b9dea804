package io.tillstream.headoffice.feed;

import io.tillstream.protocol.identity.StoreId;

/**
 * What one envelope has added to the books.
 *
 * @param store whose
 * @param ordinal which life of the store's change log
 * @param fromSeq what is new lies after this seq of it
 * @param toSeq and up to this one
 * @param documents documents not held before
 * @param aside other documents under keys that were taken
 * @param decisions releases and dismissals of documents held before
 * @param bytes of all these documents
 */
public record Added(
    StoreId store,
    int ordinal,
    long fromSeq,
    long toSeq,
    int documents,
    int aside,
    int decisions,
    long bytes) {

  /** How many facts that is for a job. */
  int facts() {
    return documents + aside + decisions;
  }
}
