package io.tillstream.headoffice.reference;

import io.tillstream.headoffice.database.Database;
import io.tillstream.protocol.chain.Hash;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import org.jboss.logging.Logger;

/**
 * Deletes what is old in a scope's log, a little after each writing: where nothing is written,
 * nothing grows. Thread-safe.
 */
@Singleton
class ThinReference {

  private static final Logger LOG = Logger.getLogger(ThinReference.class);

  /** More than one request can write, so that the log shrinks whenever it may. */
  private static final int CHANGES_PER_TURN = 100_000;

  private static final String OLD =
      "SELECT seq, hash, changed_millis FROM reference_change WHERE scope = ? AND seq > ?"
          + " ORDER BY seq OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY";
  private static final String MOVE_FLOOR =
      "UPDATE reference_scope SET floor_seq = ?, floor_hash = ?"
          + " WHERE scope = ? AND floor_seq < ?";
  private static final String DELETE = "DELETE FROM reference_change WHERE scope = ? AND seq <= ?";

  private final Database database;
  private final ReferenceConfig config;
  private final Clock clock;

  ThinReference(Database database, ReferenceConfig config, Clock clock) {
    this.database = database;
    this.config = config;
    this.clock = clock;
  }

  /** After something was said in a scope. What fails here is done after the next time. */
  void after(Scope scope) {
    try {
      long floor = database.durably(connection -> moveFloor(connection, scope));
      // Only when the floor is on disk: nobody may be served a page that lacks what is deleted now.
      database.durably(connection -> delete(connection, scope, floor));
    } catch (SQLException e) {
      LOG.warnf("The log of %s is not thinned out now: %s", scope, e.getMessage());
    }
  }

  private long moveFloor(Connection connection, Scope scope) throws SQLException {
    long oldBefore = clock.millis() - config.retention().toMillis();
    Scopes.Standing standing = Scopes.of(connection, scope);
    long floor = standing.floor();
    Hash hash = standing.floorHash();
    try (PreparedStatement select = connection.prepareStatement(OLD)) {
      select.setString(1, scope.name());
      select.setLong(2, floor);
      select.setInt(3, CHANGES_PER_TURN);
      try (ResultSet row = select.executeQuery()) {
        while (row.next() && row.getLong(3) < oldBefore && row.getLong(1) == floor + 1) {
          floor = row.getLong(1);
          hash = Hash.of(row.getBytes(2));
        }
      }
    }
    if (floor > standing.floor()) {
      try (PreparedStatement move = connection.prepareStatement(MOVE_FLOOR)) {
        move.setLong(1, floor);
        move.setBytes(2, hash.toBytes());
        move.setString(3, scope.name());
        move.setLong(4, floor);
        move.executeUpdate();
      }
    }
    return floor;
  }

  private static int delete(Connection connection, Scope scope, long floor) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
      delete.setString(1, scope.name());
      delete.setLong(2, floor);
      return delete.executeUpdate();
    }
  }
}
