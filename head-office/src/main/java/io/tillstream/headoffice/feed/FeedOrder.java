package io.tillstream.headoffice.feed;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/**
 * Gives what was added to the books its positions. The clock's row is raised by the last step of
 * the transaction and held until its end, so nobody takes the next position before these are there
 * for all to read: positions follow the order of commits, also of several processes, and one that
 * was taken back leaves no gap (I4). A number drawn earlier, or from a sequence, would be visible
 * after a later one, and whoever reads on from the last he saw would never see it.
 */
public final class FeedOrder {

  private FeedOrder() {}

  /**
   * Must be the last thing that a transaction does: until it ends, no other envelope of any store
   * can be committed. So the row is raised once, however many envelopes there are.
   *
   * @param envelopes what each of them has added, in the order in which they are told
   */
  public static void append(Connection connection, List<Added> envelopes) throws SQLException {
    // What was known before is nothing that a job has not been told.
    List<Added> news = envelopes.stream().filter(added -> added.facts() > 0).toList();
    if (news.isEmpty()) {
      return;
    }
    try (PreparedStatement raise =
            connection.prepareStatement(
                "UPDATE feed_clock SET feed_position = feed_clock.feed_position + ? WHERE id = 1");
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO feed (feed_position, feed_mark, store, ordinal, from_seq, to_seq,"
                    + " documents, aside, decisions, bytes)"
                    + " SELECT c.feed_position - ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM feed_clock c"
                    + " WHERE c.id = 1")) {
      raise.setLong(1, news.size());
      raise.executeUpdate();
      for (int i = 0; i < news.size(); i++) {
        insert.setLong(1, news.size() - 1 - i);
        set(insert, news.get(i));
        insert.addBatch();
      }
      for (int inserted : insert.executeBatch()) {
        if (inserted != 1) {
          throw new IllegalStateException("the feed's clock has no row");
        }
      }
    }
  }

  private static void set(PreparedStatement insert, Added added) throws SQLException {
    insert.setString(2, UUID.randomUUID().toString());
    insert.setString(3, added.store().value());
    insert.setInt(4, added.ordinal());
    insert.setLong(5, added.fromSeq());
    insert.setLong(6, added.toSeq());
    insert.setInt(7, added.documents());
    insert.setInt(8, added.aside());
    insert.setInt(9, added.decisions());
    insert.setLong(10, added.bytes());
  }
}
