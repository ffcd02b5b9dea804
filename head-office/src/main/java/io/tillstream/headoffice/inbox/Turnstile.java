package io.tillstream.headoffice.inbox;

import io.tillstream.protocol.identity.StoreId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The row of a store, through which its envelopes go one at a time: raising its counter holds the
 * row until the transaction ends, so a second envelope of the same store waits and then sees what
 * the first has done. Other stores have rows of their own and do not wait.
 */
final class Turnstile {

  private Turnstile() {}

  /**
   * Waits for the store's turn.
   *
   * @return false when the store is parked
   */
  static boolean pass(Connection connection, StoreId store, long nowMillis) throws SQLException {
    try (PreparedStatement raise =
            connection.prepareStatement(
                "UPDATE store SET envelopes = store.envelopes + 1, last_envelope_millis = ?"
                    + " WHERE store = ?");
        PreparedStatement look =
            connection.prepareStatement("SELECT parked_millis FROM store WHERE store = ?")) {
      raise.setLong(1, nowMillis);
      raise.setString(2, store.value());
      if (raise.executeUpdate() != 1) {
        throw new IllegalStateException("store " + store + " has a credential and no row");
      }
      look.setString(1, store.value());
      try (ResultSet row = look.executeQuery()) {
        row.next();
        return row.getObject(1) == null;
      }
    }
  }

  /** Notes for people that the store told another history. */
  static void noteFork(Connection connection, StoreId store, long nowMillis) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("UPDATE store SET fork_seen_millis = ? WHERE store = ?")) {
      statement.setLong(1, nowMillis);
      statement.setString(2, store.value());
      statement.executeUpdate();
    }
  }
}
