package io.tillstream.store.intake;

import io.tillstream.protocol.stock.Booking;
import io.tillstream.store.document.Held;

/** A document as it came in, judged by itself and without the books. */
public sealed interface ReceivedDocument {

  /** What is to be kept. */
  Held held();

  /**
   * It can be read.
   *
   * @param booking what it moves, decided as far as its own lines decide it
   */
  record Legible(Held held, Booking booking) implements ReceivedDocument {}

  /**
   * It is no document of this store's that this version knows.
   *
   * @param why in words for a person
   * @param isJson whether it is at least JSON, and can travel to head office as it is
   */
  record Unreadable(Held held, String why, boolean isJson) implements ReceivedDocument {}
}
