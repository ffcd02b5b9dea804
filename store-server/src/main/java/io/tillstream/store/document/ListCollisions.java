package io.tillstream.store.document;

import io.tillstream.protocol.chain.Hash;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Reads the documents that claim a place which another holds. Thread-safe. */
@Singleton
class ListCollisions {

  private static final String PAGE =
      "SELECT terminal, epoch, n, hash, body, received_at_millis FROM document_collision"
          + " ORDER BY received_at_millis, terminal, epoch, n, hash"
          + " OFFSET ? ROWS FETCH NEXT ? ROWS ONLY";

  private final DataSource database;

  ListCollisions(DataSource database) {
    this.database = database;
  }

  /**
   * A document beside the one that holds its place.
   *
   * @param terminal whose
   * @param epoch of which life
   * @param n the place that both claim
   * @param hash the chain up to this one
   * @param receivedAt when it came
   * @param body its maker's bytes, as text
   */
  record Collision(
      String terminal, int epoch, long n, Hash hash, Instant receivedAt, String body) {}

  /** So many in the order of arrival, without the first ones. */
  List<Collision> after(long first, int limit) throws SQLException {
    List<Collision> found = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(PAGE)) {
      select.setLong(1, first);
      select.setInt(2, limit);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.add(
              new Collision(
                  row.getString(1),
                  row.getInt(2),
                  row.getLong(3),
                  Hash.of(row.getBytes(4)),
                  Instant.ofEpochMilli(row.getLong(6)),
                  new String(row.getBytes(5), StandardCharsets.UTF_8)));
        }
      }
    }
    return found;
  }
}
