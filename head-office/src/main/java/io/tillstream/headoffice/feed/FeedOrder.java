package io.tillstream.headoffice.feed;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;

/**
 * Gives what was added to the books its position. The clock's row is raised by the last step of the
 * transaction and held until its end, so nobody takes the next position before this one is there
 * for all to read: positions follow the order of commits, also of several processes, and one that
 * was taken back leaves no gap (I4). A number drawn earlier, or from a sequence, would be visible
 * after a later one, and whoever reads on from the last he saw would never see it.
 */
public final class FeedOrder {

  private FeedOrder() {}

  /**
   * Must be the last thing that a transaction does: until it ends, no other envelope of any store
   * can be committed.
   */
  public static void append(Connection connection, Added added) throws SQLException {
    if (added.facts() == 0) {
      return; // Known before: nothing that a job has not been told.
    }
    try (PreparedStatement raise =
            connection.prepareStatement(
                "UPDATE feed_clock SET feed_position = feed_clock.feed_position + 1 WHERE id = 1");
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO feed (feed_position, feed_mark, store, ordinal, from_seq, to_seq,"
                    + " documents, aside, decisions, bytes)"
                    + " SELECT c.feed_position, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM feed_clock c"
                    + " WHERE c.id = 1")) {
      raise.executeUpdate();
      insert.setString(1, UUID.randomUUID().toString());
      insert.setString(2, added.store().value());
      insert.setInt(3, added.ordinal());
      insert.setLong(4, added.fromSeq());
      insert.setLong(5, added.toSeq());
      insert.setInt(6, added.documents());
      insert.setInt(7, added.aside());
      insert.setInt(8, added.decisions());
      insert.setLong(9, added.bytes());
      if (insert.executeUpdate() != 1) {
        throw new IllegalStateException("the feed's clock has no row");
      }
    }
  }
}
