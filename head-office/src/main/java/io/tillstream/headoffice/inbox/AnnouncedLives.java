package io.tillstream.headoffice.inbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Keeps a word that was spoilt on its way from beginning another life of a store's log (I2). A life
 * that is not held yet begins with an envelope whose header is sealed; of a store that does not
 * seal its headers, with the second of two in succession that say it. What is remembered for that
 * is one word for each store, in its row, so that every process of head office hears the same.
 */
final class AnnouncedLives {

  private AnnouncedLives() {}

  /**
   * Hears which life an envelope is of; the caller's transaction holds the store's turnstile.
   *
   * @return whether records of it may be taken in
   */
  static boolean hear(Connection connection, Envelope envelope, StoreStream stream)
      throws SQLException {
    if (envelope.isSealed()) {
      return true; // of a program that seals every header it ever sends
    }
    String announced = announced(connection, envelope);
    String now = stream.isNew() ? envelope.incarnation() : null;
    if (now == null ? announced != null : !now.equals(announced)) {
      remember(connection, envelope, now);
    }
    return now == null || now.equals(announced);
  }

  private static String announced(Connection connection, Envelope envelope) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT announced_incarnation FROM store WHERE store = ?")) {
      select.setString(1, envelope.store().value());
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }

  private static void remember(Connection connection, Envelope envelope, String incarnation)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE store SET announced_incarnation = ? WHERE store = ?")) {
      update.setString(1, incarnation);
      update.setString(2, envelope.store().value());
      update.executeUpdate();
    }
  }
}
