package io.tillstream.store.series;

import io.tillstream.store.document.Journal;
import io.tillstream.store.writer.Batch;
import io.tillstream.store.writer.Command;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Makes a range of numbers that terminals share. Immutable.
 *
 * @param range its name
 * @param first the first number
 * @param last the last one
 * @param leaseSize how many a terminal gets at a time
 */
record MakeRange(String range, long first, long last, long leaseSize) implements Command<Boolean> {

  private static final String SELECT = "SELECT 1 FROM number_range WHERE range_name = ?";
  // Of a range of this name that the database remembered before it was put back.
  private static final String USED =
      "SELECT COALESCE(MAX(number), 0) FROM leased_number WHERE range_name = ? AND number <= ?";
  private static final String INSERT =
      "INSERT INTO number_range (range_name, first_number, next_number, last_number, lease_size,"
          + " created_at_millis) VALUES (?, ?, ?, ?, ?, ?)";

  /** Whether it was made; false when there is one of this name. */
  @Override
  public Boolean applyTo(Batch batch) throws SQLException {
    PreparedStatement select = batch.prepare(SELECT);
    select.setString(1, range);
    try (ResultSet row = select.executeQuery()) {
      if (row.next()) {
        return false;
      }
    }
    PreparedStatement insert = batch.prepare(INSERT);
    insert.setString(1, range);
    insert.setLong(2, first);
    insert.setLong(3, Math.max(first, used(batch) + 1));
    insert.setLong(4, last);
    insert.setLong(5, leaseSize);
    insert.setLong(6, batch.atMillis());
    return insert.executeUpdate() == 1;
  }

  private long used(Batch batch) throws SQLException {
    Journal.of(batch).flush();
    PreparedStatement select = batch.prepare(USED);
    select.setString(1, range);
    select.setLong(2, last);
    try (ResultSet row = select.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }
}
