package io.tillstream.store.count;

import io.tillstream.protocol.document.Location;
import io.tillstream.store.writer.Batch;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which items open counts are of. The writer's thread only. */
final class CountItems {

  private static final String KNOWN = "SELECT item FROM item WHERE item IN " + Batch.KEYS;
  private static final String INSERT = "INSERT INTO count_line (item, count_id) VALUES (?, ?)";
  private static final String OPEN =
      "SELECT count_id FROM stock_count WHERE state = 'open' AND location = ? AND count_id <> ?"
          + " ORDER BY count_id";
  private static final String OPEN_FULL = OPEN.replace(" ORDER", " AND kind = 'full' ORDER");
  private static final String OPEN_OF_ITEM =
      "SELECT c.count_id FROM count_line l INNER JOIN stock_count c ON c.count_id = l.count_id"
          + " WHERE c.state = 'open' AND c.location = ? AND c.count_id <> ? AND l.item = ?";
  private static final String POSTED_SINCE =
      "SELECT p.count_id FROM stock_count p WHERE p.location = ? AND p.count_id <> ?"
          + " AND p.document_seq > ?";
  private static final String POSTED_SINCE_OF_ITEM =
      POSTED_SINCE
          + " AND (p.kind = 'full' OR EXISTS (SELECT 1 FROM count_line l"
          + " WHERE l.count_id = p.count_id AND l.item = ?))";
  private static final String POSTED_SINCE_OF_SAME =
      POSTED_SINCE
          + " AND (p.kind = 'full' OR EXISTS (SELECT 1 FROM count_line l"
          + " INNER JOIN count_line o ON o.item = l.item"
          + " WHERE l.count_id = p.count_id AND o.count_id = ?))";

  private CountItems() {}

  /** Those that the catalogue does not have. */
  static Set<String> unknown(Batch batch, Set<String> items) throws SQLException {
    Set<String> unknown = new TreeSet<>(items);
    batch.select(KNOWN, items, row -> unknown.remove(row.getString(1)));
    return unknown;
  }

  /** Another open count at a place. */
  static Optional<String> openAt(Batch batch, Location location, String but) throws SQLException {
    return first(batch.prepare(OPEN), location, but, null);
  }

  /** Another open count that is of one of these items, too. */
  static Optional<String> overlapping(Batch batch, Location location, String but, Set<String> items)
      throws SQLException {
    Optional<String> other = first(batch.prepare(OPEN_FULL), location, but, null);
    for (String item : items) {
      if (other.isEmpty()) {
        other = first(batch.prepare(OPEN_OF_ITEM), location, but, item);
      }
    }
    return other;
  }

  /**
   * A count of an item that was posted while this one was open. What this one's cut leaves out may
   * be in that one's, so of such an item it can say nothing any more (I9).
   */
  static Optional<String> postedSince(Batch batch, CountHead count, String item)
      throws SQLException {
    return first(batch.prepare(POSTED_SINCE_OF_ITEM), count, item);
  }

  /**
   * The same of any item. While a count is open nobody posts another of what it is of; but one that
   * a restored backup holds as open may have been given up, and the item counted again, since.
   */
  static Optional<String> postedSince(Batch batch, CountHead count) throws SQLException {
    return count.isFull()
        ? first(batch.prepare(POSTED_SINCE), count, null)
        : first(batch.prepare(POSTED_SINCE_OF_SAME), count, count.id());
  }

  /** A partial count is of these from now on. */
  static void add(Batch batch, String count, Set<String> items) throws SQLException {
    batch.write(
        INSERT,
        items,
        (insert, item) -> {
          insert.setString(1, item);
          insert.setString(2, count);
        });
  }

  private static Optional<String> first(PreparedStatement select, CountHead count, String key)
      throws SQLException {
    select.setString(1, count.location().toString());
    select.setString(2, count.id());
    select.setLong(3, count.startedSeq());
    if (key != null) {
      select.setString(4, key);
    }
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
    }
  }

  private static Optional<String> first(
      PreparedStatement select, Location location, String but, String item) throws SQLException {
    select.setString(1, location.toString());
    select.setString(2, but);
    if (item != null) {
      select.setString(3, item);
    }
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
    }
  }
}
