package io.tillstream.headoffice.feed;

import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.verdict.Verdict;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads the facts of one position as they were when they came in, whatever was decided on them
 * since.
 *
 * @param connection to read on
 */
record ReadFacts(Connection connection) {

  private static final String PLACE =
      " WHERE %1$s.store = ? AND %1$s.ordinal = ? AND %1$s.seq > ? AND %1$s.seq <= ?";

  private static final String DOCUMENTS =
      "SELECT d.seq, d.terminal, d.epoch, d.n, d.hash, d.type, d.verdict, d.reason, d.detail,"
          + " d.resolved, f.step, f.former_reason, f.former_detail, f.former_resolved, d.body"
          + " FROM document d LEFT OUTER JOIN document_decision f ON f.store = d.store"
          + " AND f.terminal = d.terminal AND f.epoch = d.epoch AND f.n = d.n AND f.step = 1"
          + PLACE.formatted("d");

  private static final String ASIDE =
      "SELECT c.seq, c.terminal, c.epoch, c.n, c.hash, c.body FROM document_collision c"
          + PLACE.formatted("c");

  private static final String DECISIONS =
      "SELECT f.seq, f.terminal, f.epoch, f.n, f.kind, f.resolved, f.detail"
          + " FROM document_decision f"
          + PLACE.formatted("f");

  /** The lines of a position, in the order of the store's change log. */
  Collection<byte[]> of(FeedEntry entry) throws SQLException {
    Added added = entry.added();
    FeedLine line = new FeedLine(entry.cursor().position(), added.ordinal());
    SortedMap<Long, byte[]> lines = new TreeMap<>();
    if (added.documents() > 0) {
      read(DOCUMENTS, added, row -> lines.put(row.getLong(1), document(line, added.store(), row)));
    }
    if (added.aside() > 0) {
      read(
          ASIDE,
          added,
          row ->
              lines.put(
                  row.getLong(1),
                  line.aside(
                      row.getLong(1),
                      key(added.store(), row),
                      Hash.of(row.getBytes(5)),
                      row.getBytes(6))));
    }
    if (added.decisions() > 0) {
      read(
          DECISIONS,
          added,
          row ->
              lines.put(
                  row.getLong(1),
                  line.decision(
                      row.getLong(1),
                      row.getString(5),
                      key(added.store(), row),
                      row.getString(6),
                      row.getString(7))));
    }
    if (lines.size() != added.facts()) {
      throw new IllegalStateException(
          "position %d of the feed has %d facts and not %d"
              .formatted(entry.cursor().position(), lines.size(), added.facts()));
    }
    return lines.values();
  }

  private static byte[] document(FeedLine line, StoreId store, ResultSet row) throws SQLException {
    boolean wasDecidedLater = row.getObject(11) != null;
    return line.document(
        row.getLong(1),
        key(store, row),
        wasDecidedLater ? Verdict.PARKED : Verdict.valueOf(row.getString(7)),
        row.getString(wasDecidedLater ? 12 : 8),
        row.getString(wasDecidedLater ? 13 : 9),
        row.getString(wasDecidedLater ? 14 : 10),
        Hash.of(row.getBytes(5)),
        row.getBytes(15),
        row.getString(6) != null);
  }

  private static DocumentKey key(StoreId store, ResultSet row) throws SQLException {
    return new DocumentKey(store, new TerminalId(row.getString(2)), row.getInt(3), row.getLong(4));
  }

  /** What happens with each row. */
  @FunctionalInterface
  private interface Row {
    void take(ResultSet row) throws SQLException;
  }

  private void read(String sql, Added of, Row taken) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, of.store().value());
      select.setInt(2, of.ordinal());
      select.setLong(3, of.fromSeq());
      select.setLong(4, of.toSeq());
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          taken.take(row);
        }
      }
    }
  }
}
