package io.tillstream.store.conflict;

import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.store.document.Dismissals;
import io.tillstream.store.writer.Batch;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides that the documents which a case names and which still wait for its item stay unbooked, as
 * a person does for one of them. The writer's thread only.
 */
final class LeaveUnbooked {

  private static final int REASON_LENGTH_MAX = 200;
  private static final String SELECT =
      "SELECT p.document_seq, d.terminal, d.epoch, d.n FROM case_document c"
          + " INNER JOIN parked p ON p.document_seq = c.document_seq"
          + " INNER JOIN document d ON d.seq = p.document_seq"
          + " WHERE c.case_id = ? AND p.item = ? ORDER BY p.document_seq";

  private record Waiting(long seq, DocumentKey key) {}

  private LeaveUnbooked() {}

  static void documents(Batch batch, StoreId store, CaseNumber number, String item, String reason)
      throws SQLException {
    PreparedStatement select = batch.prepare(SELECT);
    select.setLong(1, number.id());
    select.setString(2, item);
    List<Waiting> waiting = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        waiting.add(
            new Waiting(
                row.getLong(1),
                new DocumentKey(
                    store, new TerminalId(row.getString(2)), row.getInt(3), row.getLong(4))));
      }
    }
    String words = reason.substring(0, Math.min(reason.length(), REASON_LENGTH_MAX));
    for (Waiting each : waiting) {
      Dismissals.dismiss(batch, each.key(), each.seq(), words);
    }
  }
}
