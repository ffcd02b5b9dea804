package io.tillstream.endtoend.speed;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of an agent's sale, written with plain JDBC: same tables, same settings, same disk, and
 * nothing else. One document row, and the series moved on, in one transaction that is on disk when
 * the commit returns.
 */
public final class PlainJournal implements AutoCloseable {

  private static final String SETTINGS =
      "?journal_mode=WAL&synchronous=FULL&foreign_keys=true&busy_timeout=5000"
          + "&journal_size_limit=4194304&transaction_mode=IMMEDIATE"
          + "&jdbc.get_generated_keys=false";

  private final Connection connection;
  private final PreparedStatement insert;
  private final PreparedStatement moveSeries;
  private final Object[] sample;
  private long n;

  private PlainJournal(Connection connection, Object[] sample) throws SQLException {
    this.connection = connection;
    this.sample = sample;
    connection.setAutoCommit(false);
    insert =
        connection.prepareStatement(
            "INSERT INTO document (epoch, n, type, number, reference, fingerprint, hash, lines,"
                + " total_minor, business_date, recorded_at, body)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    moveSeries =
        connection.prepareStatement(
            "UPDATE series SET next = next + 1 WHERE type = 'sale' AND next = ?");
  }

  /**
   * A new file beside the agent's own.
   *
   * @param journal the agent's txn.db, with at least one sale: its tables and that sale are copied
   */
  public static PlainJournal beside(Path journal) throws SQLException {
    List<String> tables = new ArrayList<>();
    Object[] sample;
    try (Connection agents = DriverManager.getConnection("jdbc:sqlite:" + journal);
        Statement statement = agents.createStatement()) {
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'")) {
        while (rows.next()) {
          tables.add(rows.getString(1));
        }
      }
      sample = lastSale(statement);
    }
    Connection connection =
        DriverManager.getConnection("jdbc:sqlite:" + journal.resolveSibling("plain.db") + SETTINGS);
    try (Statement statement = connection.createStatement()) {
      for (String table : tables) {
        statement.execute(table);
      }
      statement.execute("INSERT INTO series (type, template, next) VALUES ('sale', '-', 1)");
    }
    return new PlainJournal(connection, sample);
  }

  private static Object[] lastSale(Statement statement) throws SQLException {
    try (ResultSet row =
        statement.executeQuery(
            "SELECT epoch, n, type, number, reference, fingerprint, hash, lines, total_minor,"
                + " business_date, recorded_at, body"
                + " FROM document WHERE type = 'sale' ORDER BY epoch DESC, n DESC LIMIT 1")) {
      Object[] sample = new Object[12];
      row.next();
      for (int column = 0; column < sample.length; column++) {
        sample[column] = row.getObject(column + 1);
      }
      return sample;
    }
  }

  /** Writes one more sale. */
  public void write() throws SQLException {
    n++;
    for (int column = 0; column < sample.length; column++) {
      insert.setObject(column + 1, sample[column]);
    }
    insert.setLong(2, n);
    insert.setString(4, "S1-T1-25-1-%06d".formatted(n));
    insert.setString(5, "T1-" + n);
    insert.executeUpdate();
    moveSeries.setLong(1, n);
    moveSeries.executeUpdate();
    connection.commit();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
