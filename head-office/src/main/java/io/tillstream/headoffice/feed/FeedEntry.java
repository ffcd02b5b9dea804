package io.tillstream.headoffice.feed;

import io.tillstream.protocol.identity.StoreId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A position of the feed.
 *
 * @param cursor where a job stands that has it
 * @param added what is there
 */
record FeedEntry(FeedCursor cursor, Added added) {

  /**
   * The first of these that make one page: whole envelopes, so that a job lands nothing in half,
   * and at least one.
   *
   * @param factsMax the page ends with the envelope in which it reaches so many
   * @param bytesMax likewise
   */
  static List<FeedEntry> page(List<FeedEntry> entries, int factsMax, long bytesMax) {
    long facts = 0;
    long bytes = 0;
    for (int i = 0; i < entries.size(); i++) {
      facts += entries.get(i).added().facts();
      bytes += entries.get(i).added().bytes();
      if (facts >= factsMax || bytes >= bytesMax) {
        return entries.subList(0, i + 1);
      }
    }
    return entries;
  }

  /**
   * So many positions after this one.
   *
   * @throws IllegalStateException when there is a gap: the books are broken (I4)
   */
  static List<FeedEntry> after(Connection connection, long after, int positionsMax)
      throws SQLException {
    List<FeedEntry> entries = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT feed_position, feed_mark, store, ordinal, from_seq, to_seq, documents, aside,"
                + " decisions, bytes FROM feed WHERE feed_position > ? ORDER BY feed_position"
                + " OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY")) {
      select.setLong(1, after);
      select.setInt(2, positionsMax);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          entries.add(of(row));
        }
      }
    }
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).cursor().position() != after + i + 1) {
        throw new IllegalStateException("the feed has a gap after position " + (after + i));
      }
    }
    return entries;
  }

  private static FeedEntry of(ResultSet row) throws SQLException {
    return new FeedEntry(
        new FeedCursor(row.getLong(1), row.getString(2)),
        new Added(
            new StoreId(row.getString(3)),
            row.getInt(4),
            row.getLong(5),
            row.getLong(6),
            row.getInt(7),
            row.getInt(8),
            row.getInt(9),
            row.getLong(10)));
  }
}
