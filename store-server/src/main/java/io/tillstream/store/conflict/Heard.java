package io.tillstream.store.conflict;

import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.store.catalogue.Withdrawn;
import io.tillstream.store.writer.Batch;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the till of a document had heard of an item that was not for sale any more.
 *
 * @param since when it was taken out
 * @param by whose word that was
 * @param knew whether the till had heard of it; empty when the document does not say
 * @param at the moment of the store as the till knew it; empty when that is not known
 */
record Heard(Instant since, String by, Optional<Boolean> knew, Optional<Instant> at) {

  private static final String INSERT =
      "INSERT INTO case_heard (case_id, document_seq, since_millis, by_whom, heard,"
          + " heard_at_millis) VALUES (?, ?, ?, ?, ?, ?)";
  // What the till had heard of was in the books before the next document came in.
  private static final String AT =
      "SELECT received_at_millis FROM document WHERE seq <= ?"
          + " ORDER BY seq DESC OFFSET 0 ROWS FETCH NEXT 1 ROWS ONLY";
  private static final String SELECT =
      "SELECT d.terminal, d.epoch, d.n, h.since_millis, h.by_whom, h.heard, h.heard_at_millis"
          + " FROM case_heard h INNER JOIN document d ON d.seq = h.document_seq"
          + " WHERE h.case_id = ?";

  /**
   * Notes it. The writer's thread only.
   *
   * @param seq how far the till had heard, or null
   */
  static void note(
      Batch batch, long caseId, long documentSeq, Withdrawn.Since since, Boolean knew, Long seq)
      throws SQLException {
    Long at = seq == null ? null : at(batch, seq);
    PreparedStatement insert = batch.prepare(INSERT);
    insert.setLong(1, caseId);
    insert.setLong(2, documentSeq);
    insert.setLong(3, since.at().toEpochMilli());
    insert.setString(4, since.by());
    insert.setObject(5, knew, Types.BIT);
    insert.setObject(6, at, Types.BIGINT);
    insert.executeUpdate();
  }

  /** The moment of the store of which a till knew everything; null when there was none. */
  static Long at(Batch batch, long seq) throws SQLException {
    PreparedStatement select = batch.prepare(AT);
    select.setLong(1, seq);
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? (Long) row.getLong(1) : null;
    }
  }

  /** Of the documents of a case. */
  static Map<DocumentKey, Heard> of(Connection connection, StoreId store, CaseNumber number)
      throws SQLException {
    Map<DocumentKey, Heard> heard = new HashMap<>();
    try (PreparedStatement select = connection.prepareStatement(SELECT)) {
      select.setLong(1, number.id());
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          boolean knew = row.getBoolean(6);
          Optional<Boolean> said = row.wasNull() ? Optional.empty() : Optional.of(knew);
          long at = row.getLong(7);
          Optional<Instant> moment =
              row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(at));
          heard.put(
              new DocumentKey(
                  store, new TerminalId(row.getString(1)), row.getInt(2), row.getLong(3)),
              new Heard(Instant.ofEpochMilli(row.getLong(4)), row.getString(5), said, moment));
        }
      }
    }
    return heard;
  }
}
