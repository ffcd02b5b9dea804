package io.tillstream.store.writer;

import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.TerminalId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Up to where terminals are shown the log while a transaction of another program is taken over in
 * several of ours (I5). Kept in the database too, in the transaction that begins or ends it, so
 * that a restart in the middle shows no half. The writer's thread only.
 */
final class FeedHold {

  private static final String SELECT = "SELECT seq FROM feed_hold WHERE id = 1";
  private static final String INSERT = "INSERT INTO feed_hold (id, seq) VALUES (1, ?)";
  private static final String DELETE = "DELETE FROM feed_hold WHERE id = 1";
  private static final String FIRST_AFTER =
      "SELECT terminal, epoch, MIN(n) FROM document WHERE seq > ? GROUP BY terminal, epoch";
  private static final String HASH =
      "SELECT hash FROM document WHERE terminal = ? AND epoch = ? AND n = ?";

  private final Published written;
  private Published at;

  private FeedHold(Published at) {
    written = at;
    this.at = at;
  }

  /** As the database has it. */
  static FeedHold read(Connection connection, Published published) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SELECT);
        ResultSet row = select.executeQuery()) {
      return new FeedHold(row.next() ? asOf(connection, published, row.getLong(1)) : null);
    }
  }

  /** For the next batch, which may be rolled back. */
  FeedHold copy() {
    return new FeedHold(at);
  }

  /** What terminals are shown; empty when they are shown everything. */
  Optional<Published> at() {
    return Optional.ofNullable(at);
  }

  void begin(Published before) {
    if (at == null) {
      at = before;
    }
  }

  void end() {
    at = null;
  }

  void write(Statements statements) throws SQLException {
    if (written == null && at != null) {
      PreparedStatement insert = statements.prepare(INSERT);
      insert.setLong(1, at.seq());
      insert.executeUpdate();
    } else if (written != null && at == null) {
      statements.prepare(DELETE).executeUpdate();
    }
  }

  /** The books at an earlier seq: each stream stands before its first document after it (I16). */
  private static Published asOf(Connection connection, Published now, long seq)
      throws SQLException {
    Map<DocumentStream, Watermark> streams = new HashMap<>(now.streams());
    try (PreparedStatement select = connection.prepareStatement(FIRST_AFTER)) {
      select.setLong(1, seq);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          TerminalId terminal = new TerminalId(row.getString(1));
          int epoch = row.getInt(2);
          long n = row.getLong(3) - 1;
          streams.replaceAll(
              (stream, standing) ->
                  stream.terminal().equals(terminal) && stream.epoch() == epoch
                      ? new Watermark(n, standing.hash())
                      : standing);
        }
      }
    }
    for (Map.Entry<DocumentStream, Watermark> stream : streams.entrySet()) {
      if (!stream.getValue().equals(now.of(stream.getKey()))) {
        long n = stream.getValue().position();
        stream.setValue(new Watermark(n, hash(connection, stream.getKey(), n)));
      }
    }
    return new Published(now.incarnation(), seq, seq, Map.copyOf(streams));
  }

  private static Hash hash(Connection connection, DocumentStream stream, long n)
      throws SQLException {
    if (n == 0) {
      return Hash.START;
    }
    try (PreparedStatement select = connection.prepareStatement(HASH)) {
      select.setString(1, stream.terminal().value());
      select.setInt(2, stream.epoch());
      select.setLong(3, n);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          throw new SQLException("document " + stream.at(n) + " is missing");
        }
        return Hash.of(row.getBytes(1));
      }
    }
  }
}
