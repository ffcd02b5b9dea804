package io.tillstream.store.count;

import io.tillstream.protocol.money.Quantity;
import io.tillstream.store.document.Journal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Shows what a posted count found and booked, and what was put right since. */
final class LookAtPosted {

  private static final String POSTED =
      "SELECT l.item, l.counted_thousandths, l.variance_thousandths FROM count_line l"
          + " WHERE l.count_id = ? AND l.counted_thousandths IS NOT NULL ORDER BY l.item";
  private static final String RESTATED =
      "SELECT m.item, m.from_location, m.quantity_thousandths FROM count_restatement r"
          + Journal.joinMovements("r.document_seq")
          + " WHERE r.count_id = ?";
  private static final String CUT =
      "SELECT terminal, epoch, n, unmarked FROM count_cut WHERE count_id = ? ORDER BY terminal";
  private static final String REVIEW =
      "SELECT COUNT(*) FROM count_review WHERE count_id = ? AND state = 'open'";

  private LookAtPosted() {}

  static ShownCount at(Reads reads, CountHead count) throws SQLException {
    Map<String, Long> restated = restated(reads, count);
    List<ShownCount.Line> lines = new ArrayList<>();
    PreparedStatement select = bound(reads, POSTED, count);
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        String item = row.getString(1);
        Long late = restated.remove(item);
        lines.add(line(item, row.getLong(2), row.getLong(3), late));
      }
    }
    restated.forEach((item, late) -> lines.add(line(item, 0, 0, late))); // never seen here before
    lines.sort(Comparator.comparing(ShownCount.Line::item));
    return new ShownCount(
        ListCounts.Listed.of(count), 0, null, cut(reads, count), lines, reviewed(reads, count));
  }

  private static ShownCount.Line line(String item, long counted, long variance, Long restated) {
    return new ShownCount.Line(
        item,
        new Quantity(counted).toString(),
        new Quantity(counted - variance).toString(),
        new Quantity(variance).toString(),
        restated == null ? null : new Quantity(restated).toString(),
        null,
        null);
  }

  private static Map<String, Long> restated(Reads reads, CountHead count) throws SQLException {
    Map<String, Long> restated = new HashMap<>();
    PreparedStatement select = bound(reads, RESTATED, count);
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        boolean isOut = row.getString(2).equals(count.location().toString());
        restated.merge(row.getString(1), isOut ? -row.getLong(3) : row.getLong(3), Long::sum);
      }
    }
    return restated;
  }

  private static List<ShownCount.Terminal> cut(Reads reads, CountHead count) throws SQLException {
    List<ShownCount.Terminal> cut = new ArrayList<>();
    PreparedStatement select = bound(reads, CUT, count);
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        cut.add(
            new ShownCount.Terminal(
                row.getString(1),
                row.getBoolean(4) ? "unmarked" : "marked",
                row.getInt(2),
                row.getLong(3)));
      }
    }
    return cut;
  }

  private static long reviewed(Reads reads, CountHead count) throws SQLException {
    PreparedStatement select = bound(reads, REVIEW, count);
    try (ResultSet row = select.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private static PreparedStatement bound(Reads reads, String sql, CountHead count)
      throws SQLException {
    PreparedStatement select = reads.prepare(sql);
    select.setString(1, count.id());
    return select;
  }
}
