package io.tillstream.headoffice.feed;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * How far the topic was told.
 *
 * @param connection of the running transaction
 */
record ToldSoFar(Connection connection) {

  /** Waits for the turn to tell and keeps it until the transaction ends. */
  void hold() throws SQLException {
    try (PreparedStatement hold =
        connection.prepareStatement(
            "UPDATE feed_topic SET feed_position = feed_topic.feed_position WHERE id = 1")) {
      hold.executeUpdate();
    }
  }

  /** Empty while nothing was told. */
  Optional<FeedCursor> cursor() throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement(
                "SELECT feed_position, feed_mark FROM feed_topic WHERE id = 1");
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getLong(1) == 0
          ? Optional.empty()
          : Optional.of(new FeedCursor(row.getLong(1), row.getString(2)));
    }
  }

  /** The position alone, for people. */
  long position() throws SQLException {
    return cursor().map(FeedCursor::position).orElse(0L);
  }

  void moveTo(FeedCursor cursor) throws SQLException {
    move(cursor.position(), cursor.mark());
  }

  /** Everything is to be told again. */
  void moveToTheBeginning() throws SQLException {
    move(0, null);
  }

  private void move(long position, String mark) throws SQLException {
    try (PreparedStatement move =
        connection.prepareStatement(
            "UPDATE feed_topic SET feed_position = ?, feed_mark = ? WHERE id = 1")) {
      move.setLong(1, position);
      move.setString(2, mark);
      move.executeUpdate();
    }
  }
}
