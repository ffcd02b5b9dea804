package io.tillstream.headoffice.inbox;

import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.identity.StoreId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * One life of a store's change log as head office follows it.
 *
 * @param store whose
 * @param incarnation which life
 * @param ordinal its number among the store's lives, from 1
 * @param watermark how far it was followed
 * @param isNew whether nothing of it is held
 */
record StoreStream(
    StoreId store, String incarnation, int ordinal, Watermark watermark, boolean isNew) {

  /** Where it stands; at the very beginning when it was not met before. */
  static StoreStream find(Connection connection, StoreId store, String incarnation)
      throws SQLException {
    int ordinalMax = 0;
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT incarnation, ordinal, seq, hash FROM store_stream WHERE store = ?")) {
      statement.setString(1, store.value());
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          if (row.getString(1).equals(incarnation)) {
            Watermark watermark = new Watermark(row.getLong(3), Hash.of(row.getBytes(4)));
            return new StoreStream(store, incarnation, row.getInt(2), watermark, false);
          }
          ordinalMax = Math.max(ordinalMax, row.getInt(2));
        }
      }
    }
    return new StoreStream(store, incarnation, ordinalMax + 1, Watermark.START, true);
  }

  /** Moves the watermark; the caller's transaction holds the store's turnstile. */
  void moveTo(Connection connection, Watermark reached, long nowMillis) throws SQLException {
    int moved = isNew ? insert(connection, reached, nowMillis) : update(connection, reached);
    if (moved != 1) {
      throw new IllegalStateException("the watermark of " + store + " moved under the turnstile");
    }
  }

  private int update(Connection connection, Watermark reached) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "UPDATE store_stream SET seq = ?, hash = ?"
                + " WHERE store = ? AND incarnation = ? AND seq = ?")) {
      statement.setLong(1, reached.position());
      statement.setBytes(2, reached.hash().toBytes());
      statement.setString(3, store.value());
      statement.setString(4, incarnation);
      statement.setLong(5, watermark.position());
      return statement.executeUpdate();
    }
  }

  private int insert(Connection connection, Watermark reached, long nowMillis) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT INTO store_stream (store, incarnation, ordinal, seq, hash, first_seen_millis)"
                + " VALUES (?, ?, ?, ?, ?, ?)")) {
      statement.setString(1, store.value());
      statement.setString(2, incarnation);
      statement.setInt(3, ordinal);
      statement.setLong(4, reached.position());
      statement.setBytes(5, reached.hash().toBytes());
      statement.setLong(6, nowMillis);
      return statement.executeUpdate();
    }
  }
}
