package io.tillstream.store.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.wire.Settlement;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Reads the documents that claim a place which another holds. Thread-safe. */
@Singleton
class ListCollisions {

  private static final String SELECT =
      "SELECT terminal, epoch, n, hash, body, received_at_millis, settled_at_millis, settled_by,"
          + " settled_reason FROM document_collision";
  private static final String PAGE_END =
      " ORDER BY received_at_millis, terminal, epoch, n, hash"
          + " OFFSET ? ROWS FETCH NEXT ? ROWS ONLY";
  private static final String PAGE = SELECT + PAGE_END;
  private static final String PAGE_OF_OPEN = SELECT + " WHERE settled_at_millis IS NULL" + PAGE_END;
  private static final String ONE =
      SELECT + " WHERE terminal = ? AND epoch = ? AND n = ? AND hash = ?";

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
   * @param settled what a person has decided; absent while nobody has
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Collision(
      String terminal,
      int epoch,
      long n,
      Hash hash,
      Instant receivedAt,
      String body,
      Settlement settled) {}

  /**
   * So many in the order of arrival, without the first ones.
   *
   * @param open those alone on which nobody has decided
   */
  List<Collision> after(boolean open, long first, int limit) throws SQLException {
    List<Collision> found = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(open ? PAGE_OF_OPEN : PAGE)) {
      select.setLong(1, first);
      select.setInt(2, limit);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.add(collision(row));
        }
      }
    }
    return found;
  }

  /** The one of this name and chain. */
  Optional<Collision> of(DocumentKey key, Hash hash) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(ONE)) {
      select.setString(1, key.terminal().value());
      select.setInt(2, key.epoch());
      select.setLong(3, key.n());
      select.setBytes(4, hash.toBytes());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(collision(row)) : Optional.empty();
      }
    }
  }

  private static Collision collision(ResultSet row) throws SQLException {
    String by = row.getString(8);
    return new Collision(
        row.getString(1),
        row.getInt(2),
        row.getLong(3),
        Hash.of(row.getBytes(4)),
        Instant.ofEpochMilli(row.getLong(6)),
        new String(row.getBytes(5), StandardCharsets.UTF_8),
        by == null
            ? null
            : new Settlement(Instant.ofEpochMilli(row.getLong(7)), by, row.getString(9)));
  }
}
