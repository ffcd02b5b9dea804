package io.tillstream.protocol.simulation;

import io.tillstream.protocol.identity.DocumentKey;

/** A row of a store's change log. It carries its image, and is never changed. */
@SuppressWarnings("ArrayRecordComponent") // facts are compared by their chain
sealed interface LogRow {

  long seq();

  /** A row of reference data; the value is null when the row is gone. */
  record Reference(long seq, String key, Long value) implements LogRow {}

  /** An on-hand figure. */
  record Stock(long seq, String item, long thousandths) implements LogRow {}

  /** A document came in, parked or booked. */
  record Received(long seq, DocumentKey key, byte[] fact) implements LogRow {}

  /** A parked document was booked after all. */
  record Released(long seq, DocumentKey key, byte[] fact) implements LogRow {}
}
