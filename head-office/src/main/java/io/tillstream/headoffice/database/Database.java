package io.tillstream.headoffice.database;

import io.tillstream.platform.database.Dialect;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Runs work against the database, whole or not at all. Thread-safe. */
@Singleton
public class Database {

  private final DataSource dataSource;

  /** Over whatever gives connections. */
  public Database(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** What happens on one connection. */
  @FunctionalInterface
  public interface Work<T> {

    /** Does it; whatever is thrown undoes it. */
    T on(Connection connection) throws SQLException;
  }

  /**
   * Runs work in a transaction and returns when its outcome survives a power cut (I1). That holds
   * for work that changed nothing, too: what it read may have been committed by somebody else and
   * not be on disk yet.
   *
   * @throws SQLException when the database fails; nothing was changed
   */
  public <T> T durably(Work<T> work) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      T result = committed(connection, work);
      Dialect.of(connection).makeDurable(connection);
      return result;
    }
  }

  /**
   * Runs work that only reads, on one connection.
   *
   * @throws SQLException when the database fails
   */
  public <T> T reading(Work<T> work) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      return work.on(connection);
    }
  }

  private static <T> T committed(Connection connection, Work<T> work) throws SQLException {
    connection.setAutoCommit(false);
    boolean done = false;
    try {
      T result = work.on(connection);
      connection.commit();
      done = true;
      return result;
    } finally {
      if (!done) {
        connection.rollback();
      }
      connection.setAutoCommit(true);
    }
  }
}
