package io.tillstream.store.intake;

import io.tillstream.protocol.stock.Booking;
import io.tillstream.protocol.verdict.ParkedReason;
import io.tillstream.store.document.Dismissals;
import io.tillstream.store.document.Held;
import io.tillstream.store.document.Journal;
import io.tillstream.store.writer.Batch;
import java.sql.SQLException;

/** A document as it came in, judged by itself and without the books. */
public sealed interface ReceivedDocument {

  /** What is to be kept. */
  Held held();

  /**
   * It can be read.
   *
   * @param booking what it moves, decided as far as its own lines decide it
   * @param wasBooked whether the store has booked it once, and does so again whoever its customer
   *     is
   */
  record Legible(Held held, Booking booking, boolean wasBooked) implements ReceivedDocument {}

  /**
   * It is no document of this store's that this version knows.
   *
   * @param why in words for a person
   * @param isJson whether it is at least JSON, and can travel to head office as it is
   */
  record Unreadable(Held held, String why, boolean isJson) implements ReceivedDocument {}

  /**
   * It comes back from head office as this store, or a person, once decided on it: it stays as it
   * is.
   *
   * @param reason why it is not booked
   * @param detail in words, or where the same is held
   * @param isJson whether it is at least JSON
   */
  record Settled(Held held, ParkedReason reason, String detail, boolean isJson)
      implements ReceivedDocument {

    void keep(Batch batch) throws SQLException {
      if (reason != ParkedReason.DISMISSED) {
        Journal.of(batch).park(held, reason, detail, null, null);
        return;
      }
      if (held.document() == null) {
        Journal.of(batch).parkUnreadable(held, detail, isJson);
      } else {
        Journal.of(batch).park(held, ParkedReason.NOT_BOOKABLE, detail, null, null);
      }
      Dismissals.dismiss(batch, held.key(), Dismissals.seqOf(batch, held.key()), detail);
    }
  }
}
