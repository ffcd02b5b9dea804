package io.tillstream.store.writer;

import io.tillstream.platform.database.Dialect;
import io.tillstream.store.shop.Shop;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Applies commands in one transaction, commits it under the fence and makes it durable. Holds the
 * writer's connection. The writer's thread only; after a failure the connection is given back and
 * the books are read anew, because a commit without an answer may have succeeded.
 */
final class CommitTogether implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(CommitTogether.class);

  /** By this the triggers tell the store's own changes from those of other programs. */
  private static final String WRITER_FLAG = "tillstream_writer";

  /**
   * How long a statement waits for a row that another program has locked. All sales wait behind it,
   * so it is short; SQL Server by itself would wait for ever.
   */
  private static final int LOCK_WAIT_MILLIS = 1_000;

  private final DataSource database;
  private final Shop shop;
  private final Clock clock;
  private final List<BatchEnd> ends;
  private volatile long leaderEpoch;
  private Connection connection;
  private Dialect dialect;
  private Statements statements;
  private Published published;
  private FeedHold hold;
  private final OwnChanges own = new OwnChanges();

  CommitTogether(DataSource database, Shop shop, Clock clock, List<BatchEnd> ends) {
    this.database = database;
    this.shop = shop;
    this.clock = clock;
    this.ends = List.copyOf(ends);
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
      FeedHold held = hold.copy();
      Batch batch = new Batch(statements, published, own, held, clock.millis());
      List<Object> answers = new ArrayList<>(commands.size());
      for (Command<?> command : commands) {
        answers.add(command.applyTo(batch));
      }
      batch.flush(ends);
      if (!StoreClock.move(statements, published, batch.after(), leaderEpoch)) {
        disconnect();
        return new Attempt.Superseded();
      }
      connection.commit();
      dialect.makeDurable(connection); // I1
      published = batch.after();
      hold = held;
      batch.rememberOwnChanges();
      return new Attempt.Committed(answers);
    } catch (SQLException | RuntimeException e) {
      disconnect();
      if (CommandFault.isContention(e)) {
        return new Attempt.Contended(e);
      }
      return CommandFault.isOne(e) ? new Attempt.Poisoned(e) : new Attempt.Unavailable(e);
    }
  }

  Published published() {
    return published;
  }

  long leaderEpoch() {
    return leaderEpoch;
  }

  /** What terminals may be shown of it. */
  Published shown() {
    return hold.at()
        .map(at -> new Published(published.incarnation(), at.seq(), at.fed(), at.streams()))
        .orElse(published);
  }

  Set<String> feedHolders() {
    return hold.holders();
  }

  OwnChanges ownChanges() {
    return own;
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
      hold = FeedHold.read(connection, published);
      dialect.makeDurable(connection);
      dialect.flagSession(connection, WRITER_FLAG, true);
      limitWaits();
      connection.setAutoCommit(false);
      statements = new Statements(connection);
      return true;
    } catch (SQLException | RuntimeException e) {
      disconnect();
      throw e;
    }
  }

  private void limitWaits() throws SQLException {
    try (Statement limit = connection.createStatement()) {
      limit.execute("SET LOCK_TIMEOUT " + LOCK_WAIT_MILLIS); // the same words on both databases
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
      dialect.flagSession(leaving, WRITER_FLAG, false); // the pool gives it to others
    } catch (SQLException e) {
      LOG.debugf(e, "The writer's connection was broken already");
    }
  }
}
