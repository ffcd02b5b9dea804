package io.tillstream.store.inbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Reads noted rows in one statement: what it sees is one moment of the database, so of each
 * transaction of another program everything or nothing. (On SQL Server this takes
 * READ_COMMITTED_SNAPSHOT.) Thread-safe.
 */
final class ReadNotes {

  private static final String ORDER = " ORDER BY place, entity, row_key";
  static final String NOTED = all("change_inbox", "id");
  static final String HELD_BACK = all("inbox_problem", "detail");
  private static final String IS_NOTED = "SELECT TOP 1 entity FROM change_inbox";
  private static final String IS_HELD_BACK = "SELECT TOP 1 entity FROM inbox_problem";

  private final DataSource database;

  ReadNotes(DataSource database) {
    this.database = database;
  }

  private static String all(String notes, String mark) {
    return Arrays.stream(Watched.values())
            .map(table -> table.question(notes, mark))
            .collect(Collectors.joining(" UNION ALL "))
        + ORDER;
  }

  /** Whether another program has changed anything. */
  boolean isAnyNoted() throws SQLException {
    return isAny(IS_NOTED);
  }

  /** Whether any row is held back. */
  boolean isAnyHeldBack() throws SQLException {
    return isAny(IS_HELD_BACK);
  }

  private boolean isAny(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(sql);
        ResultSet row = select.executeQuery()) {
      return row.next();
    }
  }

  /** All that is noted now. */
  Sweep noted() throws SQLException {
    return new Sweep(NOTED);
  }

  /** All that is held back now, each with the words of then as its mark. */
  Sweep heldBack() throws SQLException {
    return new Sweep(HELD_BACK);
  }

  /** The rows of one moment, to be fetched in portions; holds a connection until closed. */
  final class Sweep implements AutoCloseable {

    private final Connection connection;
    private final PreparedStatement select;
    private final ResultSet row;

    private Sweep(String sql) throws SQLException {
      connection = database.getConnection();
      try {
        select = connection.prepareStatement(sql);
        row = select.executeQuery();
      } catch (SQLException | RuntimeException e) {
        connection.close();
        throw e;
      }
    }

    /** The next so many; none at the end. */
    List<ForeignRow> next(int rowsMax) throws SQLException {
      List<ForeignRow> rows = new ArrayList<>();
      while (rows.size() < rowsMax && row.next()) {
        rows.add(ForeignRow.of(row));
      }
      return rows;
    }

    @Override
    public void close() throws SQLException {
      try (connection;
          select;
          row) {
        // Closed in the order of opening, backwards.
      }
    }
  }
}
