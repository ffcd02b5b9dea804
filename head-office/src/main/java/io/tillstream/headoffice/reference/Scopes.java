package io.tillstream.headoffice.reference;

import io.tillstream.headoffice.database.Database;
import io.tillstream.protocol.chain.Hash;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Where the log of each scope stands. Thread-safe. */
@Singleton
class Scopes {

  private static final String COLUMNS =
      "SELECT scope, incarnation, seq, hash, floor_seq, floor_hash FROM reference_scope";
  private static final String INSERT =
      "INSERT INTO reference_scope (scope, incarnation, seq, hash, floor_seq, floor_hash)"
          + " VALUES (?, ?, 0, ?, 0, ?)";

  private final Database database;

  Scopes(Database database) {
    this.database = database;
  }

  /**
   * Where a log stands.
   *
   * @param scope whose
   * @param incarnation one unbroken life of it
   * @param seq the last change
   * @param hash of the log up to there
   * @param floor the log has every change above it
   * @param floorHash of the log up to the floor
   */
  record Standing(
      Scope scope, String incarnation, long seq, Hash hash, long floor, Hash floorHash) {

    /** Of a scope in which nobody has said anything yet. */
    static Standing nothing(Scope scope) {
      return new Standing(scope, "none", 0, Hash.START, 0, Hash.START);
    }
  }

  static Standing of(Connection connection, Scope scope) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(COLUMNS + " WHERE scope = ?")) {
      select.setString(1, scope.name());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? standing(row) : Standing.nothing(scope);
      }
    }
  }

  /** All that were ever written in, by name. */
  List<Standing> all() throws SQLException {
    return database.reading(
        connection -> {
          List<Standing> all = new ArrayList<>();
          try (PreparedStatement select = connection.prepareStatement(COLUMNS + " ORDER BY scope");
              ResultSet row = select.executeQuery()) {
            while (row.next()) {
              all.add(standing(row));
            }
          }
          return List.copyOf(all);
        });
  }

  /** Begins the log of a scope that has none. Somebody else may do so at the same moment. */
  void begin(Scope scope) throws SQLException {
    if (isThere(scope)) {
      return;
    }
    try {
      database.durably(
          connection -> {
            try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
              insert.setString(1, scope.name());
              insert.setString(2, UUID.randomUUID().toString());
              insert.setBytes(3, Hash.START.toBytes());
              insert.setBytes(4, Hash.START.toBytes());
              return insert.executeUpdate();
            }
          });
    } catch (SQLException e) {
      if (!isThere(scope)) {
        throw e;
      }
    }
  }

  private boolean isThere(Scope scope) throws SQLException {
    return !database.reading(connection -> of(connection, scope)).incarnation().equals("none");
  }

  private static Standing standing(ResultSet row) throws SQLException {
    return new Standing(
        new Scope(row.getString(1)),
        row.getString(2),
        row.getLong(3),
        Hash.of(row.getBytes(4)),
        row.getLong(5),
        Hash.of(row.getBytes(6)));
  }

  /** The hash of a scope's log up to a position; empty when that cannot be said any more. */
  static Optional<Hash> hashAt(Connection connection, Standing standing, long seq)
      throws SQLException {
    if (seq == standing.seq()) {
      return Optional.of(standing.hash());
    }
    if (seq == standing.floor()) {
      return Optional.of(standing.floorHash());
    }
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT hash FROM reference_change WHERE scope = ? AND seq = ?")) {
      select.setString(1, standing.scope().name());
      select.setLong(2, seq);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(Hash.of(row.getBytes(1))) : Optional.empty();
      }
    }
  }
}
