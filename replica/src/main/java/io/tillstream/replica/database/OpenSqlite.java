package io.tillstream.replica.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;

/**
 * Opens the connections of a database file.
 *
 * @param file made when it is missing
 * @param schema to which it is brought
 * @param synchronous what a commit waits for
 * @param connections how many
 */
record OpenSqlite(
    Path file, Schema schema, SQLiteConfig.SynchronousMode synchronous, int connections) {

  /** Below this, resetting the write-ahead log can corrupt the file. */
  private static final String OLDEST_SAFE_SQLITE = "3.51.3";

  private static final int BUSY_MILLIS = 5_000;
  private static final int WAL_KEPT_BYTES = 4 * 1024 * 1024;

  /**
   * Opens them all, or none.
   *
   * @throws NewerSchema when a later version of the program has changed the file
   * @throws StorageFailure when it cannot be opened
   */
  List<Session> sessions() {
    List<Connection> open = new ArrayList<>();
    try {
      for (int i = 0; i < connections; i++) {
        open.add(JDBC.createConnection("jdbc:sqlite:" + file, config().toProperties()));
        if (i == 0) {
          requireSafeSqlite(open.get(0));
          schema.applyTo(open.get(0), file);
        }
      }
      return open.stream().map(Session::new).toList();
    } catch (SQLException e) {
      closeAll(open);
      throw new StorageFailure(e);
    } catch (RuntimeException e) {
      closeAll(open);
      throw e;
    }
  }

  private SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(synchronous);
    config.enforceForeignKeys(true);
    config.setBusyTimeout(BUSY_MILLIS);
    config.setJournalSizeLimit(WAL_KEPT_BYTES);
    config.setGetGeneratedKeys(false); // the driver would ask for one after each statement
    return config;
  }

  private static void requireSafeSqlite(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT sqlite_version()")) {
      String version = row.getString(1);
      if (byNumber(version, OLDEST_SAFE_SQLITE) < 0) {
        throw new IllegalStateException(
            "SQLite " + version + " can corrupt a journal; at least " + OLDEST_SAFE_SQLITE);
      }
    }
  }

  private static int byNumber(String a, String b) {
    return Comparator.<int[]>comparingInt(v -> v[0])
        .thenComparingInt(v -> v[1])
        .thenComparingInt(v -> v[2])
        .compare(numbers(a), numbers(b));
  }

  private static int[] numbers(String version) {
    return Stream.of((version + ".0.0").split("\\.")).mapToInt(Integer::parseInt).toArray();
  }

  private static void closeAll(List<Connection> connections) {
    for (Connection connection : connections) {
      try {
        connection.close();
      } catch (SQLException e) {
        throw new StorageFailure(e);
      }
    }
  }
}
