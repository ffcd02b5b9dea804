package io.tillstream.store.changelog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Looks whether the log has every seq above its floor (I4). The writer leaves no gap, whatever
 * dies: one that is there nevertheless means that the database was damaged or changed by hand, and
 * that terminals and head office may lack something. Thread-safe.
 */
public final class CheckLog {

  private static final Logger LOG = Logger.getLogger(CheckLog.class);
  private static final String COUNT = "SELECT COUNT(*) FROM change_log WHERE seq > ? AND seq <= ?";

  private static final String FLOOR = "SELECT floor_seq FROM log_floor WHERE id = 1";

  private final DataSource database;
  private final int rowsPerLook;
  private String incarnation;
  private long checkedTo;
  private String gap;

  /**
   * Nothing looked at yet.
   *
   * @param rowsPerLook how much is looked at in one statement
   */
  public CheckLog(DataSource database, int rowsPerLook) {
    this.database = database;
    this.rowsPerLook = rowsPerLook;
  }

  /** The first gap found, in words; empty as long as there is none. */
  public synchronized Optional<String> gap() {
    return Optional.ofNullable(gap);
  }

  /** Up to where the log was looked at. */
  public synchronized long checkedTo() {
    return checkedTo;
  }

  /**
   * Looks on from where the last look ended.
   *
   * @param life the incarnation of the log
   * @param head the last published change
   * @param looksMax at most so many statements
   * @throws SQLException when the log cannot be read
   */
  public synchronized void lookOn(String life, long head, int looksMax) throws SQLException {
    if (!life.equals(incarnation)) {
      incarnation = life;
      checkedTo = 0;
      gap = null;
    }
    try (Connection connection = database.getConnection();
        PreparedStatement count = connection.prepareStatement(COUNT);
        PreparedStatement floor = connection.prepareStatement(FLOOR)) {
      checkedTo = Math.max(checkedTo, number(floor));
      for (int look = 0; look < looksMax && checkedTo < head; look++) {
        long to = Math.min(head, checkedTo + rowsPerLook);
        count.setLong(1, checkedTo);
        count.setLong(2, to);
        long missing = to - checkedTo - number(count);
        // The floor moves before anything is deleted: below it, nothing can be said of this
        // stretch.
        long whole = number(floor);
        if (checkedTo >= whole) {
          report(checkedTo, to, missing);
          checkedTo = to;
        } else {
          checkedTo = whole;
        }
      }
    }
  }

  private static long number(PreparedStatement select) throws SQLException {
    try (ResultSet row = select.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private void report(long after, long to, long missing) {
    if (missing != 0 && gap == null) {
      gap =
          "the change log is damaged: of the changes %d to %d, %d are missing"
              .formatted(after + 1, to, missing);
      LOG.fatalf("%s. Restore the store's database from its backup", gap);
    }
  }
}
