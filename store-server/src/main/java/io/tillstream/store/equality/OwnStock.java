package io.tillstream.store.equality;

import io.tillstream.protocol.digest.BucketSums;
import io.tillstream.protocol.equality.StockRow;
import io.tillstream.protocol.equality.StockSums;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * The store's stock as it was at a seq: what there is now, less what was booked after it. One
 * statement, so that no sale is in one half and not in the other. Thread-safe.
 */
final class OwnStock {

  // The id of a movement is the seq of its document, times this, and its line.
  private static final long LINES_PER_DOCUMENT = 8_192;

  private static final String TAKEN_BACK =
      " UNION ALL SELECT from_location, item, SUM(quantity_thousandths) FROM movement"
          + " WHERE id >= ? GROUP BY from_location, item"
          + " UNION ALL SELECT to_location, item, -SUM(quantity_thousandths) FROM movement"
          + " WHERE id >= ? GROUP BY to_location, item"
          // Documents that were parked before it, and booked after it.
          + " UNION ALL SELECT m.from_location, m.item, SUM(m.quantity_thousandths)"
          + " FROM document_release r INNER JOIN movement m ON m.id >= r.document_seq * 8192"
          + " AND m.id < r.document_seq * 8192 + 8192"
          + " WHERE r.seq > ? AND r.document_seq <= ? GROUP BY m.from_location, m.item"
          + " UNION ALL SELECT m.to_location, m.item, -SUM(m.quantity_thousandths)"
          + " FROM document_release r INNER JOIN movement m ON m.id >= r.document_seq * 8192"
          + " AND m.id < r.document_seq * 8192 + 8192"
          + " WHERE r.seq > ? AND r.document_seq <= ? GROUP BY m.to_location, m.item";
  private static final String AT =
      "SELECT location, item, quantity_thousandths FROM stock" + TAKEN_BACK + " ORDER BY 2, 1";
  private static final String BOOKED =
      "SELECT location, item, quantity_thousandths FROM stock WHERE item IN (%s)"
          + " UNION ALL SELECT from_location, item, SUM(quantity_thousandths) FROM movement"
          + " WHERE item IN (%s) GROUP BY from_location, item"
          + " UNION ALL SELECT to_location, item, -SUM(quantity_thousandths) FROM movement"
          + " WHERE item IN (%s) GROUP BY to_location, item";

  private final DataSource database;

  OwnStock(DataSource database) {
    this.database = database;
  }

  /** Sums of all of it. */
  BucketSums sumsAt(long seq) throws SQLException {
    StockSums sums = new StockSums();
    each(seq, sums::add);
    return sums.sums();
  }

  /** What there was of the items in some buckets, where goods are kept. */
  List<StockRow> rowsAt(long seq, BitSet buckets) throws SQLException {
    List<StockRow> rows = new ArrayList<>();
    each(
        seq,
        row -> {
          if (StockSums.isKept(row.location()) && buckets.get(StockSums.bucketOf(row.item()))) {
            rows.add(row);
          }
        });
    return rows;
  }

  private void each(long seq, Consumer<StockRow> take) throws SQLException {
    long firstAfter = (seq + 1) * LINES_PER_DOCUMENT;
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(AT)) {
      select.setLong(1, firstAfter);
      select.setLong(2, firstAfter);
      for (int i = 3; i <= 6; i++) {
        select.setLong(i, seq);
      }
      try (ResultSet row = select.executeQuery()) {
        StockRow sum = null;
        while (row.next()) {
          StockRow next = new StockRow(row.getString(2), row.getString(1), row.getLong(3));
          if (sum != null && isSamePlace(sum, next)) {
            sum =
                new StockRow(
                    sum.item(),
                    sum.location(),
                    sum.quantityThousandths() + next.quantityThousandths());
          } else {
            if (sum != null) {
              take.accept(sum);
            }
            sum = next;
          }
        }
        if (sum != null) {
          take.accept(sum);
        }
      }
    }
  }

  private static boolean isSamePlace(StockRow one, StockRow other) {
    return one.item().equals(other.item()) && one.location().equals(other.location());
  }

  /**
   * What the stock of some items is more than its movements make of it, by item and place; nothing
   * where it is as it should be. Reads all movements.
   */
  Map<String, Map<String, Long>> notBooked(Collection<String> items) throws SQLException {
    String marks = String.join(", ", items.stream().map(item -> "?").toList());
    Map<String, Map<String, Long>> over = new HashMap<>();
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement(BOOKED.formatted(marks, marks, marks))) {
      int next = 1;
      for (int part = 0; part < 3; part++) {
        for (String item : items) {
          select.setString(next++, item);
        }
      }
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          over.computeIfAbsent(row.getString(2), item -> new HashMap<>())
              .merge(row.getString(1), row.getLong(3), Long::sum);
        }
      }
    }
    over.values().forEach(places -> places.values().removeIf(quantity -> quantity == 0));
    return over;
  }
}
