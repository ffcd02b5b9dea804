package io.tillstream.store.inbox;

import io.tillstream.platform.problem.WholeCharacters;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Reads which rows of other programs terminals are not shown. Thread-safe. */
@Singleton
public class ListHeldBack {

  private static final String PAGE =
      "SELECT entity, row_key, detail, since_millis FROM inbox_problem ORDER BY entity, row_key"
          + " OFFSET ? ROWS FETCH NEXT ? ROWS ONLY";
  private static final String COUNT = "SELECT COUNT(*) FROM inbox_problem";

  private final DataSource database;

  ListHeldBack(DataSource database) {
    this.database = database;
  }

  /**
   * A row that terminals are not shown.
   *
   * @param table where
   * @param key its key
   * @param detail what is wrong with it
   * @param since when that was seen
   */
  public record HeldBack(String table, String key, String detail, Instant since) {}

  /** How many there are. */
  public long count() throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(COUNT);
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /** So many by table and key, without the first ones. */
  public List<HeldBack> after(long first, int limit) throws SQLException {
    List<HeldBack> found = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(PAGE)) {
      select.setLong(1, first);
      select.setInt(2, limit);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.add(
              new HeldBack(
                  row.getString(1),
                  WholeCharacters.of(row.getString(2)),
                  row.getString(3),
                  Instant.ofEpochMilli(row.getLong(4))));
        }
      }
    }
    return found;
  }
}
