package io.tillstream.headoffice.documents;

import io.tillstream.headoffice.database.Database;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.identity.StoreId;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Finds the documents that claim a place which another holds. Thread-safe. */
@Singleton
class Collisions {

  private final Database database;

  Collisions(Database database) {
    this.database = database;
  }

  /** So many of a store in the order of arrival, without the first ones. */
  List<Collision> after(StoreId store, long first, int limit) throws SQLException {
    return database.reading(
        connection -> {
          List<Collision> found = new ArrayList<>();
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT store, terminal, epoch, n, hash, received_millis, body"
                      + " FROM document_collision WHERE store = ?"
                      + " ORDER BY received_millis, terminal, epoch, n, hash"
                      + " OFFSET ? ROWS FETCH NEXT ? ROWS ONLY")) {
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

  private static Collision collision(ResultSet row) throws SQLException {
    return new Collision(
        row.getString(1),
        row.getString(2),
        row.getInt(3),
        row.getLong(4),
        Hash.of(row.getBytes(5)),
        Instant.ofEpochMilli(row.getLong(6)),
        new String(row.getBytes(7), StandardCharsets.UTF_8));
  }
}
