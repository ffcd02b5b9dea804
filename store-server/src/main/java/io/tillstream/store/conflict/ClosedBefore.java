package io.tillstream.store.conflict;

import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.SettledCase;
import io.tillstream.store.document.DocumentJson;
import io.tillstream.store.document.Journal;
import io.tillstream.store.writer.Batch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;

/** Says who closed a case before, and how. The writer's thread only. */
final class ClosedBefore {

  private static final String BODY = "SELECT body FROM document WHERE seq = ?";

  private ClosedBefore() {}

  /**
   * Tells a person who comes late.
   *
   * @param wish what the person wants
   * @param bySeq the place in the log of the document that closed the case; null when none did
   * @param at when
   */
  static SettleAnswer answer(Batch batch, SettleCase wish, Long bySeq, Instant at)
      throws SQLException {
    if (bySeq == null) {
      return new SettleAnswer.ClosedBefore("the case ended by itself at " + at);
    }
    Document document = document(batch, bySeq);
    SettledCase settled = document.settles();
    if (settled == null) {
      return new SettleAnswer.ClosedBefore(
          "the case ended by itself at %s with document %s".formatted(at, document.key()));
    }
    boolean same =
        settled.choice().equals(wish.choice().toString())
            && settled.by().equals(wish.by())
            && wish.reason().equals(document.reason())
            && Objects.equals(settled.corrects(), text(wish.corrects()))
            && (settled.expects() == null || Objects.equals(settled.expects().from(), wish.from()));
    return same
        ? new SettleAnswer.Settled()
        : new SettleAnswer.ClosedBefore(
            "%s settled the case at %s: %s (%s)"
                .formatted(settled.by(), at, settled.choice(), document.reason()));
  }

  /** The settlement at a place in the log. */
  static Document document(Batch batch, long seq) throws SQLException {
    Journal.of(batch).flush(); // it may be of this very batch
    PreparedStatement select = batch.prepare(BODY);
    select.setLong(1, seq);
    try (ResultSet row = select.executeQuery()) {
      if (!row.next()) {
        throw new IllegalStateException("document " + seq + " decided on a case and is not held");
      }
      return DocumentJson.read(row.getBytes(1));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "document " + seq + " decided on a case and cannot be read", e);
    }
  }

  private static String text(Object value) {
    return value == null ? null : value.toString();
  }
}
