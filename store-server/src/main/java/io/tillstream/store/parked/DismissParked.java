package io.tillstream.store.parked;

import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.store.changelog.Entity;
import io.tillstream.store.writer.Batch;
import io.tillstream.store.writer.Command;
import java.sql.PreparedStatement;
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

  private static final String INSERT =
      "INSERT INTO document_dismissal (seq, document_seq, reason, dismissed_at_millis)"
          + " VALUES (?, ?, ?, ?)";
  private static final String DELETE_PARKED = "DELETE FROM parked WHERE document_seq = ?";

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
    long seq = batch.fact(Entity.DISMISSAL, key.terminal() + "/" + key.epoch() + "/" + key.n());
    PreparedStatement delete = batch.prepare(DELETE_PARKED);
    delete.setLong(1, document.seq());
    delete.executeUpdate();
    PreparedStatement insert = batch.prepare(INSERT);
    insert.setLong(1, seq);
    insert.setLong(2, document.seq());
    insert.setString(3, reason);
    insert.setLong(4, batch.atMillis());
    insert.executeUpdate();
    return new Settled.Dismissed();
  }
}
