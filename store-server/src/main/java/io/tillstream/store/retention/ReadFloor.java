package io.tillstream.store.retention;

import io.tillstream.store.writer.Batch;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/**
 * Reads the floor out of the database each time: this process may have been superseded by another
 * that has moved it. Thread-safe.
 */
@Singleton
public final class ReadFloor {

  private static final String SELECT =
      "SELECT floor_seq, thinned_to, removals FROM log_floor WHERE id = 1";

  private final DataSource database;
  private final AtomicLong seen = new AtomicLong();

  /** Of these books. */
  public ReadFloor(DataSource database) {
    this.database = database;
  }

  /** The floor as committed. */
  public LogFloor now() throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(SELECT)) {
      LogFloor floor = of(select);
      seen.accumulateAndGet(floor.seq(), Math::max);
      return floor;
    }
  }

  /** The highest floor that was read here: the floor is there or higher. Asks no database. */
  public long seen() {
    return seen.get();
  }

  private static LogFloor of(PreparedStatement select) throws SQLException {
    try (ResultSet row = select.executeQuery()) {
      if (!row.next()) {
        throw new IllegalStateException("the log has no floor");
      }
      return new LogFloor(row.getLong(1), row.getLong(2), row.getLong(3));
    }
  }

  /** The floor in a transaction of the writer. */
  static LogFloor in(Batch batch) throws SQLException {
    return of(batch.prepare(SELECT));
  }
}
