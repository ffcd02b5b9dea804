package io.tillstream.store.writer;

import io.tillstream.platform.database.Dialect;
import io.tillstream.store.shop.Shop;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Applies commands in one transaction, commits it under the fence and makes it durable. Holds the
 * writer's connection. The writer's thread only; after a failure the connection is given back and
 * the books are read anew, because a commit without an answer may have succeeded.
 */
final class CommitTogether implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(CommitTogether.class);

  private final DataSource database;
  private final Shop shop;
  private final Clock clock;
  private volatile long leaderEpoch;
  private Connection connection;
  private Dialect dialect;
  private Statements statements;
  private Published published;

  CommitTogether(DataSource database, Shop shop, Clock clock) {
    this.database = database;
    this.shop = shop;
    this.clock = clock;
  }

  /** Takes the lead and reads the books; everything found is made durable before it is shown. */
  Published lead() throws SQLException {
    try (Connection leading = database.getConnection()) {
      leading.setAutoCommit(false);
      leaderEpoch = StoreClock.lead(leading, shop);
      leading.commit();
      leading.setAutoCommit(true);
    }
    if (!connect()) {
      throw new SQLException("another store server took the lead at the same moment");
    }
    return published;
  }

  Attempt run(List<? extends Command<?>> commands) {
    try {
      if (connection == null && !connect()) {
        return new Attempt.Superseded();
      }
      Batch batch = new Batch(statements, published, clock.millis());
      List<Object> answers = new ArrayList<>(commands.size());
      for (Command<?> command : commands) {
        answers.add(command.applyTo(batch));
      }
      batch.flush();
      if (!StoreClock.move(statements, published, batch.after(), leaderEpoch)) {
        disconnect();
        return new Attempt.Superseded();
      }
      connection.commit();
      dialect.makeDurable(connection); // I1
      published = batch.after();
      return new Attempt.Committed(answers);
    } catch (SQLException | RuntimeException e) {
      disconnect();
      return CommandFault.isOne(e) ? new Attempt.Poisoned(e) : new Attempt.Unavailable(e);
    }
  }

  Published published() {
    return published;
  }

  long leaderEpoch() {
    return leaderEpoch;
  }

  @Override
  public void close() {
    disconnect();
  }

  private boolean connect() throws SQLException {
    connection = database.getConnection();
    try {
      dialect = Dialect.of(connection);
      if (StoreClock.leaderEpoch(connection) != leaderEpoch) {
        disconnect();
        return false;
      }
      Published found = StoreClock.published(connection);
      if (published != null && found.seq() < published.seq()) {
        // An older database was put under the running program: what was shown is not in it.
        disconnect();
        return false;
      }
      published = found;
      dialect.makeDurable(connection);
      connection.setAutoCommit(false);
      statements = new Statements(connection);
      return true;
    } catch (SQLException | RuntimeException e) {
      disconnect();
      throw e;
    }
  }

  private void disconnect() {
    Connection leaving = connection;
    connection = null;
    if (leaving == null) {
      return;
    }
    try (leaving) {
      if (!leaving.getAutoCommit()) {
        leaving.rollback();
        leaving.setAutoCommit(true);
      }
      if (statements != null) {
        statements.close();
      }
    } catch (SQLException e) {
      LOG.debugf(e, "The writer's connection was broken already");
    }
  }
}
