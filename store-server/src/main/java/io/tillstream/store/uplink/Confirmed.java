package io.tillstream.store.uplink;

import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.upload.Relay;
import io.tillstream.store.writer.Fence;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;

/**
 * What head office has confirmed, and how far a carrier has taken the facts beyond, as the store
 * remembers it. Losing the last steps costs nothing: what is sent again is recognised. Thread-safe.
 */
final class Confirmed {

  private static final String SELECT =
      "SELECT acknowledged_seq, hash, carried_seq, carried_hash FROM uplink_cursor"
          + " WHERE id = 1 AND incarnation = ?";
  private static final String UPDATE =
      "UPDATE uplink_cursor SET acknowledged_seq = ?, hash = ?, carried_seq = ?, carried_hash = ?,"
          + " incarnation = ? WHERE id = 1";
  private static final String INSERT =
      "INSERT INTO uplink_cursor (acknowledged_seq, hash, carried_seq, carried_hash, incarnation,"
          + " id) VALUES (?, ?, ?, ?, ?, 1)";
  private static final String SEQ_OF =
      "SELECT seq FROM document WHERE terminal = ? AND epoch = ? AND n = ?";
  private static final String COUNT_RELEASES_UP_TO =
      "SELECT COUNT(*) FROM document_release WHERE seq <= ?";
  private static final String COUNT_DISMISSALS_UP_TO =
      "SELECT COUNT(*) FROM document_dismissal WHERE seq <= ?";

  private final DataSource database;
  private final Fence fence;

  Confirmed(DataSource database, Fence fence) {
    this.database = database;
    this.fence = fence;
  }

  /** Where a life of the log stood; the start, when nothing of it was confirmed. */
  Relay load(String incarnation) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(SELECT)) {
      select.setString(1, incarnation);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          return Relay.at(Watermark.START, Watermark.START);
        }
        Watermark confirmed = new Watermark(row.getLong(1), Hash.of(row.getBytes(2)));
        long carried = row.getLong(3);
        return Relay.at(
            confirmed,
            row.wasNull() ? confirmed : new Watermark(carried, Hash.of(row.getBytes(4))));
      }
    }
  }

  /**
   * Remembers.
   *
   * @throws io.tillstream.platform.problem.ProblemException when another process leads, or another
   *     life has begun; nothing is changed then (I17)
   */
  void save(String incarnation, Relay relay) throws SQLException {
    fence.write(
        incarnation,
        connection -> {
          if (write(connection, UPDATE, incarnation, relay) == 0) {
            write(connection, INSERT, incarnation, relay);
          }
        });
  }

  /**
   * The last n of each stream at or before a seq. Within a stream seq grows with n, so each is
   * found by halving: a store of millions of documents starts as quickly as an empty one.
   *
   * @param standing where the streams stand in the books
   */
  Map<DocumentStream, Long> reached(long seq, Map<DocumentStream, Watermark> standing)
      throws SQLException {
    Map<DocumentStream, Long> reached = new HashMap<>();
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(SEQ_OF)) {
      for (Map.Entry<DocumentStream, Watermark> stream : standing.entrySet()) {
        long n = reached(select, seq, stream.getKey(), stream.getValue().position());
        if (n > 0) {
          reached.put(stream.getKey(), n);
        }
      }
    }
    return reached;
  }

  private static long reached(PreparedStatement select, long seq, DocumentStream stream, long last)
      throws SQLException {
    long inside = 0;
    long most = last;
    long n = last; // nearly always all of them are inside
    while (inside < most) {
      if (seqOf(select, stream, n) <= seq) {
        inside = n;
      } else {
        most = n - 1;
      }
      n = inside + (most - inside + 1) / 2;
    }
    return inside;
  }

  private static long seqOf(PreparedStatement select, DocumentStream stream, long n)
      throws SQLException {
    select.setString(1, stream.terminal().value());
    select.setInt(2, stream.epoch());
    select.setLong(3, n);
    try (ResultSet row = select.executeQuery()) {
      if (!row.next()) {
        throw new IllegalStateException("document " + stream.at(n) + " is not in the books");
      }
      return row.getLong(1);
    }
  }

  /**
   * How many facts there are up to a seq. Streams have no holes, so their documents need no
   * counting.
   *
   * @param reached the last n of each stream up to there
   */
  long factsUpTo(long seq, Map<DocumentStream, Long> reached) throws SQLException {
    return decisionsUpTo(seq) + reached.values().stream().mapToLong(n -> n).sum();
  }

  /**
   * How many facts there are.
   *
   * @param standing where the streams stand in the books
   */
  long facts(Map<DocumentStream, Watermark> standing) throws SQLException {
    return decisionsUpTo(Long.MAX_VALUE)
        + standing.values().stream().mapToLong(Watermark::position).sum();
  }

  private long decisionsUpTo(long seq) throws SQLException {
    try (Connection connection = database.getConnection()) {
      return countUpTo(connection, COUNT_RELEASES_UP_TO, seq)
          + countUpTo(connection, COUNT_DISMISSALS_UP_TO, seq);
    }
  }

  private static long countUpTo(Connection connection, String sql, long seq) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setLong(1, seq);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private static int write(Connection connection, String sql, String incarnation, Relay relay)
      throws SQLException {
    Watermark carried = relay.carried().acknowledged();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, relay.confirmed().position());
      statement.setBytes(2, relay.confirmed().hash().toBytes());
      statement.setLong(3, carried.position());
      statement.setBytes(4, carried.hash().toBytes());
      statement.setString(5, incarnation);
      return statement.executeUpdate();
    }
  }
}
