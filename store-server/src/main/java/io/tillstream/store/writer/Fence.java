package io.tillstream.store.writer;

import io.tillstream.platform.database.Dialect;
import io.tillstream.platform.problem.ProblemException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Lets transactions that do not go through the writer commit only while this process leads (I17).
 * The transaction holds the clock's row until it ends: a successor takes the lead after it, or it
 * commits nothing. Thread-safe.
 */
public final class Fence {

  private final Writer writer;
  private final DataSource database;

  /** Around a writer's lead. */
  public Fence(Writer writer, DataSource database) {
    this.writer = writer;
    this.database = database;
  }

  /** What a transaction does. */
  @FunctionalInterface
  public interface Work {

    /** Reads and writes over the transaction's connection, which is not to be closed. */
    void on(Connection connection) throws SQLException;
  }

  /**
   * Holds the lead in the transaction of the calling thread; what it has changed must be flushed
   * before, so that rows are locked in the writer's own order.
   *
   * @throws ProblemException {@code not-available} when another process leads; the transaction must
   *     be rolled back, which an annotated method does by itself
   */
  public void hold() {
    requireOpen();
    try (Connection connection = database.getConnection()) {
      require(connection, writer.published().incarnation());
    } catch (SQLException e) {
      throw new IllegalStateException("the lead cannot be looked up", e);
    }
  }

  /**
   * Writes in a transaction of its own, durable when this returns.
   *
   * @throws ProblemException {@code not-available} when another process leads; nothing was changed
   */
  public void write(Work work) throws SQLException {
    write(writer.published().incarnation(), work);
  }

  /**
   * The same, for what is true of one life of the change log alone.
   *
   * @param incarnation which
   */
  public void write(String incarnation, Work work) throws SQLException {
    requireOpen();
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        work.on(connection);
        require(connection, incarnation);
        connection.commit();
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
      Dialect.of(connection).makeDurable(connection);
    }
  }

  private void requireOpen() {
    if (!(writer.state() instanceof WriterState.Open)) {
      throw Writer.notAvailable(writer.state().toString());
    }
  }

  private void require(Connection connection, String incarnation) throws SQLException {
    if (!StoreClock.hold(connection, writer.leaderEpoch(), incarnation)) {
      throw Writer.notAvailable("another store server writes to this database now");
    }
  }
}
