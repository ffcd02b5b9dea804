package io.tillstream.headoffice.feed;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * The feed for features of head office that go through its books in their order, with a cursor of
 * their own.
 */
public final class FollowFeed {

  private static final int POSITIONS_MAX = 500;
  private static final int FACTS_MAX = 5_000;
  private static final long BYTES_MAX = 4L * 1024 * 1024;

  private FollowFeed() {}

  /**
   * A position of the feed.
   *
   * @param position which
   * @param mark that it has in this history of the books, and in no other
   * @param added what is there
   */
  public record Place(long position, String mark, Added added) {}

  /**
   * The next positions, as many as are conveniently held in memory; none at the end.
   *
   * @param until not beyond this one
   */
  public static List<Place> after(Connection connection, long position, long until)
      throws SQLException {
    int positionsMax = (int) Math.min(POSITIONS_MAX, until - position);
    if (positionsMax <= 0) {
      return List.of();
    }
    return FeedEntry.page(FeedEntry.after(connection, position, positionsMax), FACTS_MAX, BYTES_MAX)
        .stream()
        .map(entry -> new Place(entry.cursor().position(), entry.cursor().mark(), entry.added()))
        .toList();
  }

  /** Whether a position has this mark: if not, the books were put back to a backup since. */
  public static boolean isHere(Connection connection, long position, String mark)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT feed_mark FROM feed WHERE feed_position = ?")) {
      select.setLong(1, position);
      try (ResultSet row = select.executeQuery()) {
        return row.next() && row.getString(1).equals(mark);
      }
    }
  }

  /** The newest position. */
  public static long head(Connection connection) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement("SELECT feed_position FROM feed_clock WHERE id = 1");
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }
}
