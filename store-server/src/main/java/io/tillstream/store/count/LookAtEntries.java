package io.tillstream.store.count;

import io.tillstream.protocol.money.Quantity;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Shows those who count what was entered and what is still to be counted, as committed. It says
 * nothing of what the books expect: who knows that finds it. Thread-safe.
 */
@Singleton
public class LookAtEntries {

  private static final String COLUMNS =
      "SELECT e.item, i.description, e.quantity_thousandths, e.round, e.counted_by,"
          + " e.entered_at_millis FROM count_entry e LEFT JOIN item i ON i.item = e.item"
          + " WHERE e.count_id = ?";
  private static final String ONE = COLUMNS + " AND e.device = ? AND e.entry = ?";
  private static final String LAST =
      COLUMNS
          + " ORDER BY e.entered_at_millis DESC, e.device, e.entry"
          + " OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY";
  private static final String STANDING =
      "SELECT round, SUM(quantity_thousandths) FROM count_entry WHERE count_id = ? AND item = ?"
          + " GROUP BY round ORDER BY round DESC";
  private static final String NOT_ENTERED =
      " AND NOT EXISTS (SELECT 1 FROM count_entry e WHERE e.count_id = ? AND e.item = t.item)"
          + " ORDER BY t.item OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY";
  private static final String LEFT_OF_PARTIAL =
      "SELECT t.item, i.description FROM count_line t LEFT JOIN item i ON i.item = t.item"
          + " WHERE t.count_id = ?"
          + NOT_ENTERED;
  private static final String LEFT_OF_FULL =
      "SELECT t.item, i.description FROM stock t LEFT JOIN item i ON i.item = t.item"
          + " WHERE t.location = ? AND t.quantity_thousandths <> 0"
          + NOT_ENTERED;

  private final DataSource database;

  LookAtEntries(DataSource database) {
    this.database = database;
  }

  /**
   * What somebody has entered.
   *
   * @param description empty when the catalogue does not have the item any more
   * @param countedBy empty when nobody has said
   */
  public record Entered(
      String item,
      String description,
      Quantity quantity,
      int round,
      String countedBy,
      Instant enteredAt) {}

  /**
   * What was found of an item by now.
   *
   * @param round the one that counts; 0 when nobody has entered it
   * @param found in it
   */
  public record Standing(int round, Quantity found) {}

  /** An item that nobody has entered. */
  public record Left(String item, String description) {}

  /** The count itself. */
  public Optional<ListCounts.Listed> count(String id) throws SQLException {
    try (Reads.Committed reads = new Reads.Committed(database.getConnection())) {
      return CountHead.find(reads, id).map(ListCounts.Listed::of);
    }
  }

  /** One entry. */
  public Optional<Entered> entry(String count, String device, String entry) throws SQLException {
    try (Reads.Committed reads = new Reads.Committed(database.getConnection())) {
      PreparedStatement select = reads.prepare(ONE);
      select.setString(1, count);
      select.setString(2, device);
      select.setString(3, entry);
      return entered(select).stream().findFirst();
    }
  }

  /** So many, the newest first. */
  public List<Entered> last(String count, int limit) throws SQLException {
    try (Reads.Committed reads = new Reads.Committed(database.getConnection())) {
      PreparedStatement select = reads.prepare(LAST);
      select.setString(1, count);
      select.setInt(2, limit);
      return entered(select);
    }
  }

  /** How an item stands. */
  public Standing standing(String count, String item) throws SQLException {
    try (Reads.Committed reads = new Reads.Committed(database.getConnection())) {
      PreparedStatement select = reads.prepare(STANDING);
      select.setString(1, count);
      select.setString(2, item);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? new Standing(row.getInt(1), new Quantity(row.getLong(2)))
            : new Standing(0, Quantity.ZERO);
      }
    }
  }

  /** So many of the items that nobody has entered. */
  public List<Left> left(ListCounts.Listed count, int limit) throws SQLException {
    try (Reads.Committed reads = new Reads.Committed(database.getConnection())) {
      boolean isFull = count.kind().equals("full");
      PreparedStatement select = reads.prepare(isFull ? LEFT_OF_FULL : LEFT_OF_PARTIAL);
      select.setString(1, isFull ? count.location() : count.id());
      select.setString(2, count.id());
      select.setInt(3, limit);
      List<Left> left = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          left.add(new Left(row.getString(1), orEmpty(row.getString(2))));
        }
      }
      return left;
    }
  }

  private static List<Entered> entered(PreparedStatement select) throws SQLException {
    List<Entered> entered = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        entered.add(
            new Entered(
                row.getString(1),
                orEmpty(row.getString(2)),
                new Quantity(row.getLong(3)),
                row.getInt(4),
                orEmpty(row.getString(5)),
                Instant.ofEpochMilli(row.getLong(6))));
      }
    }
    return entered;
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }
}
