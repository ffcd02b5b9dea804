package io.tillstream.store.document;

import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.store.changelog.Entity;
import io.tillstream.store.writer.Batch;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Decisions that parked documents stay unbooked. The writer's thread only. */
public final class Dismissals {

  private static final String INSERT =
      "INSERT INTO document_dismissal (seq, document_seq, reason, dismissed_at_millis)"
          + " VALUES (?, ?, ?, ?)";
  private static final String DELETE_PARKED = "DELETE FROM parked WHERE document_seq = ?";
  private static final String SEQ_OF =
      "SELECT seq FROM document WHERE terminal = ? AND epoch = ? AND n = ?";

  private Dismissals() {}

  /**
   * Takes a document out of what is parked; head office learns of it.
   *
   * @param documentSeq its place in the log
   * @param reason why, in a person's words
   */
  public static void dismiss(Batch batch, DocumentKey key, long documentSeq, String reason)
      throws SQLException {
    long seq = batch.fact(Entity.DISMISSAL, key.terminal() + "/" + key.epoch() + "/" + key.n());
    PreparedStatement delete = batch.prepare(DELETE_PARKED);
    delete.setLong(1, documentSeq);
    delete.executeUpdate();
    PreparedStatement insert = batch.prepare(INSERT);
    insert.setLong(1, seq);
    insert.setLong(2, documentSeq);
    insert.setString(3, reason);
    insert.setLong(4, batch.atMillis());
    insert.executeUpdate();
    Journal.of(batch).waitsAnew(); // others may wait for the same item, without a case
  }

  /** The place in the log of a document that is held, also when it came in this very batch. */
  public static long seqOf(Batch batch, DocumentKey key) throws SQLException {
    Journal.of(batch).flush();
    PreparedStatement select = batch.prepare(SEQ_OF);
    select.setString(1, key.terminal().value());
    select.setInt(2, key.epoch());
    select.setLong(3, key.n());
    try (ResultSet row = select.executeQuery()) {
      if (!row.next()) {
        throw new IllegalStateException("document " + key + " is not in the books");
      }
      return row.getLong(1);
    }
  }
}
