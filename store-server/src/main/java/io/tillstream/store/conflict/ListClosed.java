package io.tillstream.store.conflict;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Reads which cases were closed lately, so that a person finds a decision again. Thread-safe. */
@Singleton
public class ListClosed {

  private static final String NEWEST =
      "SELECT id, kind, subject, state, closed_at_millis FROM conflict_case"
          + " WHERE state <> ? AND closed_at_millis IS NOT NULL"
          + " ORDER BY id DESC OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY";

  private final DataSource database;

  ListClosed(DataSource database) {
    this.database = database;
  }

  /**
   * A case that nobody has to decide on any more.
   *
   * @param number its name
   * @param kind what kind
   * @param subject what it is about
   * @param isSettled whether it was decided on; else it has ended by itself
   * @param closedAt when
   */
  public record Closed(
      String number, String kind, String subject, boolean isSettled, Instant closedAt) {}

  /** The newest ones. */
  public List<Closed> newest(int limit) throws SQLException {
    List<Closed> found = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(NEWEST)) {
      select.setString(1, CaseState.OPEN.toString());
      select.setInt(2, limit);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.add(
              new Closed(
                  new CaseNumber(row.getLong(1)).toString(),
                  row.getString(2),
                  row.getString(3),
                  row.getString(4).equals(CaseState.SETTLED.toString()),
                  Instant.ofEpochMilli(row.getLong(5))));
        }
      }
    }
    return found;
  }
}
