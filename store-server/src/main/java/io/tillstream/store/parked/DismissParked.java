package io.tillstream.store.parked;

import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.store.document.Dismissals;
import io.tillstream.store.writer.Batch;
import io.tillstream.store.writer.Command;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Decides that a parked document stays unbooked. It is kept, and head office learns of the
 * decision.
 *
 * @param key which one
 * @param reason why, in a person's words
 */
record DismissParked(DocumentKey key, String reason) implements Command<Settled> {

  @Override
  public Settled applyTo(Batch batch) throws SQLException {
    Optional<ParkedDocument> found = ParkedDocument.find(batch, key);
    if (found.isEmpty()) {
      return new Settled.Unknown();
    }
    ParkedDocument document = found.get();
    if (document.isBooked()) {
      return new Settled.DecidedOtherwise("it is booked");
    }
    if (document.dismissedFor() != null) {
      return document.dismissedFor().equals(reason)
          ? new Settled.Dismissed()
          : new Settled.DecidedOtherwise("it was dismissed before: " + document.dismissedFor());
    }
    Dismissals.dismiss(batch, key, document.seq(), reason);
    return new Settled.Dismissed();
  }
}
