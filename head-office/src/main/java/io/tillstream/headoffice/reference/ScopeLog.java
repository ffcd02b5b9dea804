package io.tillstream.headoffice.reference;

import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.layer.Entry;
import io.tillstream.protocol.layer.RowName;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The log of a scope inside one transaction that has it to itself: raising its row holds it until
 * the commit, so seq is the order of commits, and a number that was not committed is given again.
 */
final class ScopeLog implements AutoCloseable {

  private static final int ROWS_PER_ROUND_TRIP = 500;
  private static final String HOLD =
      "UPDATE reference_scope SET seq = reference_scope.seq WHERE scope = ?";
  private static final String SELECT = "SELECT seq, hash FROM reference_scope WHERE scope = ?";
  private static final String INSERT =
      "INSERT INTO reference_change (scope, seq, entity, row_key, op, payload, hash, changed_millis)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String MOVE = "UPDATE reference_scope SET seq = ?, hash = ? WHERE scope = ?";

  private final Connection connection;
  private final Scope scope;
  private final long nowMillis;
  private final PreparedStatement insert;
  private long seq;
  private Hash hash;
  private int waiting;

  private ScopeLog(Connection connection, Scope scope, long nowMillis, long seq, Hash hash)
      throws SQLException {
    this.connection = connection;
    this.scope = scope;
    this.nowMillis = nowMillis;
    this.seq = seq;
    this.hash = hash;
    insert = connection.prepareStatement(INSERT);
  }

  /** Waits until the scope is free and holds it; its row must be there. */
  static void hold(Connection connection, Scope scope) throws SQLException {
    try (PreparedStatement hold = connection.prepareStatement(HOLD)) {
      hold.setString(1, scope.name());
      if (hold.executeUpdate() != 1) {
        throw new IllegalStateException("scope " + scope + " has no log");
      }
    }
  }

  /** The log of a scope that this transaction holds. */
  static ScopeLog of(Connection connection, Scope scope, long nowMillis) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SELECT)) {
      select.setString(1, scope.name());
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return new ScopeLog(connection, scope, nowMillis, row.getLong(1), Hash.of(row.getBytes(2)));
      }
    }
  }

  /** The next change. */
  void append(RowName name, Optional<Entry> entry) throws SQLException {
    String image = entry.map(Images::of).orElse(null);
    String op = entry.isEmpty() ? "remove" : image == null ? "withhold" : "put";
    seq++;
    String record = String.join("\0", name.table(), name.key(), op, image == null ? "" : image);
    hash = hash.then(record.getBytes(StandardCharsets.UTF_8));
    insert.setString(1, scope.name());
    insert.setLong(2, seq);
    insert.setString(3, name.table());
    insert.setString(4, name.key());
    insert.setString(5, op);
    insert.setString(6, image);
    insert.setBytes(7, hash.toBytes());
    insert.setLong(8, nowMillis);
    insert.addBatch();
    if (++waiting == ROWS_PER_ROUND_TRIP) {
      insert.executeBatch();
      waiting = 0;
    }
  }

  /** Writes what waits and moves the head; returns it. */
  long end() throws SQLException {
    if (waiting > 0) {
      insert.executeBatch();
      waiting = 0;
    }
    try (PreparedStatement move = connection.prepareStatement(MOVE)) {
      move.setLong(1, seq);
      move.setBytes(2, hash.toBytes());
      move.setString(3, scope.name());
      move.executeUpdate();
    }
    return seq;
  }

  @Override
  public void close() throws SQLException {
    insert.close();
  }
}
