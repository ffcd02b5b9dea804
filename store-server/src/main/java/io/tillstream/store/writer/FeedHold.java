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
import java.util.Set;
import java.util.TreeSet;

/**
 * Up to where terminals are shown the log while what belongs together is taken over in several of
 * our transactions (I5): another program's, or head office's. It ends with the last of those who
 * hold. Kept in the database too, in the transaction that begins or ends it, so that a restart in
 * the middle shows no half. The writer's thread only.
 */
final class FeedHold {

  private static final String SELECT = "SELECT seq FROM feed_hold WHERE id = 1";
  private static final String INSERT = "INSERT INTO feed_hold (id, seq) VALUES (1, ?)";
  private static final String DELETE = "DELETE FROM feed_hold WHERE id = 1";
  private static final String SELECT_HOLDERS = "SELECT holder FROM feed_holder";
  private static final String INSERT_HOLDER = "INSERT INTO feed_holder (holder) VALUES (?)";
  private static final String DELETE_HOLDER = "DELETE FROM feed_holder WHERE holder = ?";
  private static final String FIRST_AFTER =
      "SELECT terminal, epoch, MIN(n) FROM document WHERE seq > ? GROUP BY terminal, epoch";
  private static final String HASH =
      "SELECT hash FROM document WHERE terminal = ? AND epoch = ? AND n = ?";

  private final Published written;
  private final Set<String> holdersWritten;
  private final Set<String> holders;
  private Published at;

  private FeedHold(Published at, Set<String> holders) {
    written = at;
    holdersWritten = Set.copyOf(holders);
    this.at = at;
    this.holders = new TreeSet<>(holders);
  }

  /** As the database has it. */
  static FeedHold read(Connection connection, Published published) throws SQLException {
    Set<String> holders = new TreeSet<>();
    try (PreparedStatement select = connection.prepareStatement(SELECT_HOLDERS);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        holders.add(row.getString(1));
      }
    }
    try (PreparedStatement select = connection.prepareStatement(SELECT);
        ResultSet row = select.executeQuery()) {
      return new FeedHold(row.next() ? asOf(connection, published, row.getLong(1)) : null, holders);
    }
  }

  /** For the next batch, which may be rolled back. */
  FeedHold copy() {
    return new FeedHold(at, holders);
  }

  /** What terminals are shown; empty when they are shown everything. */
  Optional<Published> at() {
    return Optional.ofNullable(at);
  }

  /** Who needs it. */
  Set<String> holders() {
    return Set.copyOf(holders);
  }

  void begin(String holder, Published before) {
    if (at == null) {
      at = before;
    }
    holders.add(holder);
  }

  void end(String holder) {
    holders.remove(holder);
    if (holders.isEmpty()) {
      at = null;
    }
  }

  void write(Statements statements) throws SQLException {
    if (written == null && at != null) {
      PreparedStatement insert = statements.prepare(INSERT);
      insert.setLong(1, at.seq());
      insert.executeUpdate();
    } else if (written != null && at == null) {
      statements.prepare(DELETE).executeUpdate();
    }
    for (String holder : holders) {
      if (!holdersWritten.contains(holder)) {
        name(statements.prepare(INSERT_HOLDER), holder);
      }
    }
    for (String holder : holdersWritten) {
      if (!holders.contains(holder)) {
        name(statements.prepare(DELETE_HOLDER), holder);
      }
    }
  }

  private static void name(PreparedStatement statement, String holder) throws SQLException {
    statement.setString(1, holder);
    statement.executeUpdate();
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
