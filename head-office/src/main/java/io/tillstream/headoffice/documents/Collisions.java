package io.tillstream.headoffice.documents;

import io.tillstream.headoffice.database.Database;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.wire.Settlement;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The documents that claim a place which another holds, and what was decided. Thread-safe. */
@Singleton
class Collisions {

  private static final String SELECT =
      "SELECT store, terminal, epoch, n, hash, received_millis, body, settled_millis, settled_by,"
          + " settled_reason FROM document_collision";
  private static final String PLACE =
      " WHERE store = ? AND terminal = ? AND epoch = ? AND n = ? AND hash = ?";
  private static final String OPEN = " AND settled_millis IS NULL";
  private static final String PAGE_END =
      " ORDER BY received_millis, terminal, epoch, n, hash OFFSET ? ROWS FETCH NEXT ? ROWS ONLY";
  private static final String OF_STORE = SELECT + " WHERE store = ?";
  private static final String PAGE = OF_STORE + PAGE_END;
  private static final String PAGE_OF_OPEN = OF_STORE + OPEN + PAGE_END;
  private static final String ONE = SELECT + PLACE;
  private static final String SETTLE =
      "UPDATE document_collision SET settled_millis = ?, settled_by = ?, settled_reason = ?"
          + PLACE
          + OPEN;

  private final Database database;
  private final Clock clock;

  Collisions(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * So many of a store in the order of arrival, without the first ones.
   *
   * @param open those alone on which nobody has decided
   */
  List<Collision> after(StoreId store, boolean open, long first, int limit) throws SQLException {
    return database.reading(
        connection -> {
          List<Collision> found = new ArrayList<>();
          try (PreparedStatement select = connection.prepareStatement(open ? PAGE_OF_OPEN : PAGE)) {
            select.setString(1, store.value());
            select.setLong(2, first);
            select.setInt(3, limit);
            try (ResultSet row = select.executeQuery()) {
              while (row.next()) {
                found.add(collision(row));
              }
            }
          }
          return List.copyOf(found);
        });
  }

  /** The one of this name and chain. */
  Optional<Collision> of(DocumentKey key, Hash hash) throws SQLException {
    return database.reading(connection -> of(connection, key, hash));
  }

  /**
   * Decides that one stays unbooked; the document that holds its place stays as it is.
   *
   * @return how it stands, with the decision that was the first; nothing when it is not here
   */
  Optional<Collision> settle(DocumentKey key, Hash hash, String by, String reason)
      throws SQLException {
    return database.durably(
        connection -> {
          try (PreparedStatement settle = connection.prepareStatement(SETTLE)) {
            settle.setLong(1, clock.millis());
            settle.setString(2, by);
            settle.setString(3, reason);
            bind(settle, 4, key, hash);
            settle.executeUpdate();
          }
          return of(connection, key, hash);
        });
  }

  private static Optional<Collision> of(Connection connection, DocumentKey key, Hash hash)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(ONE)) {
      bind(select, 1, key, hash);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(collision(row)) : Optional.empty();
      }
    }
  }

  private static void bind(PreparedStatement statement, int first, DocumentKey key, Hash hash)
      throws SQLException {
    statement.setString(first, key.store().value());
    statement.setString(first + 1, key.terminal().value());
    statement.setInt(first + 2, key.epoch());
    statement.setLong(first + 3, key.n());
    statement.setBytes(first + 4, hash.toBytes());
  }

  private static Collision collision(ResultSet row) throws SQLException {
    String by = row.getString(9);
    return new Collision(
        row.getString(1),
        row.getString(2),
        row.getInt(3),
        row.getLong(4),
        Hash.of(row.getBytes(5)),
        Instant.ofEpochMilli(row.getLong(6)),
        new String(row.getBytes(7), StandardCharsets.UTF_8),
        by == null
            ? null
            : new Settlement(Instant.ofEpochMilli(row.getLong(8)), by, row.getString(10)));
  }
}
