package io.tillstream.store.count;

import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.stock.Cut;
import io.tillstream.protocol.stock.StockCount;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a count finds, held against the books: of each item how much was counted, how much was on
 * hand at the cut, and the difference that posting would book.
 *
 * @param lines in the order of the items' codes
 * @param notEntered items that nobody has entered: on a full count they are there as nothing, on a
 *     partial one they are left out
 */
record CountFigures(List<Line> lines, int notEntered) {

  private static final String ENTERED =
      "SELECT item, round, SUM(quantity_thousandths) FROM count_entry WHERE count_id = ?"
          + " GROUP BY item, round ORDER BY item, round";
  private static final String ENTRIES = "SELECT COUNT(*) FROM count_entry WHERE count_id = ?";
  private static final String CHOSEN = "SELECT item FROM count_line WHERE count_id = ?";
  private static final String ON_HAND =
      "SELECT item, quantity_thousandths FROM stock WHERE location = ?";
  private static final String ON_HAND_OF_ITEM = ON_HAND + " AND item = ?";

  /**
   * One item.
   *
   * @param round how often it was counted; 0 when nobody has entered it
   */
  record Line(String item, Quantity counted, Quantity onHandAtCut, Quantity variance, int round) {}

  private record Entered(int round, long thousandths) {}

  /** Reads them as they are now. */
  static CountFigures read(Reads reads, CountHead count, Cut cut, Map<String, Long> outside)
      throws SQLException {
    Map<String, Entered> entered = entered(reads, count.id());
    Set<String> items = new TreeSet<>(entered.keySet());
    Map<String, Long> onHand = new HashMap<>();
    int notEntered = 0;
    if (count.isFull()) {
      readOnHand(reads.prepare(ON_HAND), count, null, onHand);
      items.addAll(onHand.keySet());
      items.addAll(outside.keySet());
    } else {
      for (String item : items) {
        readOnHand(reads.prepare(ON_HAND_OF_ITEM), count, item, onHand);
      }
      notEntered = notEntered(reads, count, items);
    }
    List<Line> lines = new ArrayList<>();
    for (String item : items) {
      Line line =
          line(
              count,
              cut,
              item,
              entered.get(item),
              onHand.getOrDefault(item, 0L),
              outside.getOrDefault(item, 0L));
      boolean isThere = line.round() > 0 || !line.onHandAtCut().equals(Quantity.ZERO);
      if (isThere) {
        lines.add(line);
        notEntered += line.round() > 0 ? 0 : 1;
      }
    }
    return new CountFigures(lines, notEntered);
  }

  /** How often somebody has entered something. */
  static long entries(Reads reads, String count) throws SQLException {
    PreparedStatement select = reads.prepare(ENTRIES);
    select.setString(1, count);
    try (ResultSet row = select.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private static Line line(
      CountHead count, Cut cut, String item, Entered entered, long onHand, long outside) {
    Quantity counted = new Quantity(entered == null ? 0 : entered.thousandths());
    StockCount asserted =
        new StockCount(count.id(), count.location(), count.isFull(), cut, Map.of(item, counted));
    Quantity variance = asserted.variance(item, new Quantity(onHand), new Quantity(outside));
    return new Line(
        item,
        counted,
        counted.plus(variance.negated()),
        variance,
        entered == null ? 0 : entered.round());
  }

  /** Of each item its last round. */
  private static Map<String, Entered> entered(Reads reads, String count) throws SQLException {
    Map<String, Entered> entered = new HashMap<>();
    PreparedStatement select = reads.prepare(ENTERED);
    select.setString(1, count);
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        entered.put(row.getString(1), new Entered(row.getInt(2), row.getLong(3)));
      }
    }
    return entered;
  }

  private static void readOnHand(
      PreparedStatement select, CountHead count, String item, Map<String, Long> onHand)
      throws SQLException {
    select.setString(1, count.location().toString());
    if (item != null) {
      select.setString(2, item);
    }
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        onHand.put(row.getString(1), row.getLong(2));
      }
    }
  }

  private static int notEntered(Reads reads, CountHead count, Set<String> entered)
      throws SQLException {
    int notEntered = 0;
    PreparedStatement select = reads.prepare(CHOSEN);
    select.setString(1, count.id());
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        notEntered += entered.contains(row.getString(1)) ? 0 : 1;
      }
    }
    return notEntered;
  }
}
