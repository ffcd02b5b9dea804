package io.tillstream.agent.day;

import io.tillstream.protocol.day.BusinessDay;
import io.tillstream.replica.database.Session;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;

/**
 * Keeps the terminal's business date in the journal. Written under the lock of the file's one
 * writer; what it remembers follows the file only after a commit.
 */
public final class BusinessDays {

  private volatile BusinessDay now = BusinessDay.START;

  /** Reads the file. */
  public void load(Session session) throws SQLException {
    try (ResultSet row = session.prepare("SELECT open, closed FROM business_day").executeQuery()) {
      row.next();
      now = new BusinessDay(date(row.getString(1)), date(row.getString(2)));
    }
  }

  /** As committed. */
  public BusinessDay now() {
    return now;
  }

  /** Writes where the terminal will stand; to be told again when that is on disk. */
  public void write(Session session, BusinessDay then) throws SQLException {
    PreparedStatement update = session.prepare("UPDATE business_day SET open = ?, closed = ?");
    update.setString(1, then.open() == null ? null : then.open().toString());
    update.setString(2, then.closed() == null ? null : then.closed().toString());
    update.executeUpdate();
  }

  /** It is on disk. */
  public void written(BusinessDay then) {
    now = then;
  }

  private static LocalDate date(String text) {
    return text == null ? null : LocalDate.parse(text);
  }
}
