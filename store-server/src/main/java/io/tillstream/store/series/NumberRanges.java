package io.tillstream.store.series;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Reads the shared ranges as committed. Thread-safe. */
@Singleton
class NumberRanges {

  private static final String SELECT =
      "SELECT r.range_name, r.first_number, r.last_number, r.lease_size, r.next_number,"
          + " h.since_millis FROM number_range r LEFT JOIN range_hold h"
          + " ON h.range_name = r.range_name ORDER BY r.range_name";

  private final DataSource database;

  NumberRanges(DataSource database) {
    this.database = database;
  }

  /**
   * A shared range.
   *
   * @param range its name
   * @param from its first number
   * @param to its last one
   * @param leaseSize how many a terminal gets at a time
   * @param left how many are not lent yet
   * @param next the first number that is not lent and on no document, as far as is known here
   * @param held whether nothing is lent until a person has confirmed or raised next
   */
  public record Range(
      String range, long from, long to, long leaseSize, long left, long next, boolean held) {}

  /** All of them, by name. */
  List<Range> all() throws SQLException {
    List<Range> all = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(SELECT);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        all.add(
            new Range(
                row.getString(1),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(3) - row.getLong(5) + 1,
                row.getLong(5),
                row.getObject(6) != null));
      }
    }
    return all;
  }
}
