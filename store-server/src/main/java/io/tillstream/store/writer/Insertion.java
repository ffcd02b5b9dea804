package io.tillstream.store.writer;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Puts rows into a table, many with each statement: to run a statement costs the database about as
 * much as the row that it inserts. Immutable.
 *
 * @param <R> what becomes a row
 */
public final class Insertion<R> {

  private static final int PARAMETERS_MAX = 2_000; // SQL Server takes 2,100
  private static final int ROWS_MAX = 256; // SQL Server takes 1,000
  private static final int STEP = 8;

  private final List<Sized> statements;
  private final Fill<? super R> fill;

  private Insertion(List<Sized> statements, Fill<? super R> fill) {
    this.statements = statements;
    this.fill = fill;
  }

  /**
   * Into a table.
   *
   * @param fill sets the values of one row, in the order of the columns
   */
  public static <R> Insertion<R> into(String table, List<String> columns, Fill<? super R> fill) {
    List<Sized> statements = new ArrayList<>();
    int rows = Integer.highestOneBit(Math.min(ROWS_MAX, PARAMETERS_MAX / columns.size()));
    for (; rows > 1; rows = Math.max(1, rows / STEP)) {
      statements.add(Sized.of(table, columns, rows));
    }
    statements.add(Sized.of(table, columns, 1));
    return new Insertion<>(List.copyOf(statements), fill);
  }

  /** Inserts rows in their order. */
  void run(Statements prepared, Collection<? extends R> rows) throws SQLException {
    Iterator<? extends R> next = rows.iterator();
    int left = rows.size();
    for (Sized sized : statements) {
      if (left >= sized.rows()) {
        PreparedStatement insert = prepared.prepare(sized.sql());
        int waiting = 0;
        for (; left >= sized.rows(); left -= sized.rows()) {
          Parameters parameters = new Parameters(insert);
          for (int i = 0; i < sized.rows(); i++) {
            fill.row(parameters, next.next());
          }
          insert.addBatch();
          waiting += sized.rows();
          if (waiting >= Batch.ROWS_PER_ROUND_TRIP) {
            insert.executeBatch();
            waiting = 0;
          }
        }
        if (waiting > 0) {
          insert.executeBatch();
        }
      }
    }
  }

  /**
   * Sets the values of one row.
   *
   * @param <R> what becomes a row
   */
  @FunctionalInterface
  public interface Fill<R> {

    /** Sets every column's value. */
    void row(Parameters parameters, R row) throws SQLException;
  }

  private record Sized(int rows, String sql) {

    static Sized of(String table, List<String> columns, int rows) {
      String row = columns.stream().map(column -> "?").collect(Collectors.joining(", ", "(", ")"));
      return new Sized(
          rows,
          "INSERT INTO %s (%s) VALUES %s"
              .formatted(
                  table,
                  String.join(", ", columns),
                  IntStream.range(0, rows).mapToObj(i -> row).collect(Collectors.joining(", "))));
    }
  }
}
