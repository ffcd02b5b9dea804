package io.tillstream.endtoend.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of one table, as they are, with which a limit is measured.
 *
 * @param insert the statement that writes one
 * @param values of each row, column by column
 */
record PlainRows(String insert, List<Object[]> values) {

  private static final int ROWS_PER_BATCH = 1_000;

  /**
   * Those that a program wrote.
   *
   * @param where which of them
   * @param parameters of the condition
   */
  static PlainRows of(Connection books, String table, String where, Object... parameters)
      throws SQLException {
    try (PreparedStatement select =
        books.prepareStatement("SELECT * FROM dbo." + table + " WHERE " + where)) {
      for (int i = 0; i < parameters.length; i++) {
        select.setObject(i + 1, parameters[i]);
      }
      try (ResultSet row = select.executeQuery()) {
        int columns = row.getMetaData().getColumnCount();
        List<Object[]> values = new ArrayList<>();
        while (row.next()) {
          Object[] each = new Object[columns];
          for (int i = 0; i < columns; i++) {
            each[i] = row.getObject(i + 1);
          }
          values.add(each);
        }
        return new PlainRows(
            "INSERT INTO dbo.%s VALUES (?%s)".formatted(table, ", ?".repeat(columns - 1)), values);
      }
    }
  }

  /** Writes them, in the caller's transaction. */
  void insertInto(Connection plain) throws SQLException {
    try (PreparedStatement statement = plain.prepareStatement(insert)) {
      int waiting = 0;
      for (Object[] row : values) {
        for (int i = 0; i < row.length; i++) {
          statement.setObject(i + 1, row[i]);
        }
        statement.addBatch();
        if (++waiting == ROWS_PER_BATCH) {
          statement.executeBatch();
          waiting = 0;
        }
      }
      statement.executeBatch();
    }
  }
}
