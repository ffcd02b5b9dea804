package io.tillstream.headoffice.valuation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The months in which nothing more is booked. A closing has a position of the feed, so whoever
 * calculates again meets it at the same place.
 *
 * @param closings in the order of the months, which is that of their positions
 */
record ClosedMonths(List<Closing> closings) {

  /**
   * A month that was closed.
   *
   * @param entity whose
   * @param month which; all before it are closed, too
   * @param position what lies after it in the feed is not booked there any more
   * @param closedAt when
   */
  record Closing(EntityName entity, YearMonth month, long position, Instant closedAt) {}

  static ClosedMonths read(Connection connection) throws SQLException {
    List<Closing> closings = new ArrayList<>();
    try (PreparedStatement select =
            connection.prepareStatement(
                "SELECT entity, booked_month, feed_position, closed_millis FROM month_close"
                    + " ORDER BY entity, booked_month");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        closings.add(
            new Closing(
                new EntityName(row.getString(1)),
                YearMonth.parse(row.getString(2)),
                row.getLong(3),
                Instant.ofEpochMilli(row.getLong(4))));
      }
    }
    return new ClosedMonths(List.copyOf(closings));
  }

  static void add(Connection connection, Closing closing) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO month_close (entity, booked_month, feed_position, closed_millis)"
                + " VALUES (?, ?, ?, ?)")) {
      insert.setString(1, closing.entity().value());
      insert.setString(2, closing.month().toString());
      insert.setLong(3, closing.position());
      insert.setLong(4, closing.closedAt().toEpochMilli());
      insert.executeUpdate();
    }
  }

  /** Those of an entity. */
  List<Closing> of(EntityName entity) {
    return closings.stream().filter(each -> each.entity().equals(entity)).toList();
  }

  /** The last month that is closed to what lies at a position of the feed. */
  Optional<YearMonth> closedTo(EntityName entity, long position) {
    return of(entity).stream()
        .filter(each -> each.position() < position)
        .map(Closing::month)
        .max(YearMonth::compareTo);
  }
}
