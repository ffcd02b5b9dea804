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
      "SELECT range_name, first_number, last_number, lease_size, next_number FROM number_range"
          + " ORDER BY range_name";

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
   */
  public record Range(String range, long from, long to, long leaseSize, long left) {}

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
                row.getLong(3) - row.getLong(5) + 1));
      }
    }
    return all;
  }
}
