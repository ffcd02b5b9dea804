package io.tillstream.headoffice.valuation;

import io.tillstream.headoffice.database.Database;
import io.tillstream.headoffice.feed.FollowFeed;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;

/**
 * What is to be valued next: a page of the feed, and a page of a recomputation that was asked for.
 * Any number of processes may take pages at once; the database gives each to one of them.
 */
public final class NextPage {

  private final Database database;
  private final Clock clock;
  private boolean wasRefused;
  private long head;
  private boolean hasMoreArrived;

  /** For one thread. */
  public NextPage(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** A look that writes nothing, so that a head office at rest is at rest. */
  boolean isThere() throws SQLException {
    return database.reading(this::isThere);
  }

  private boolean isThere(Connection connection) throws SQLException {
    Calculations calculations = new Calculations(connection);
    Calculations.Calculation shown = calculations.shown();
    return calculations.anew().isPresent()
        || shown.position() != FollowFeed.head(connection)
        || !new ValueNext(connection).isHere(shown);
  }

  /**
   * Values it in one transaction.
   *
   * @return false when there was nothing to do, or nothing that could be done
   * @throws SQLException when the database fails: nothing of it was valued
   */
  public boolean take() throws SQLException {
    return database.durably(this::take);
  }

  private boolean take(Connection connection) throws SQLException {
    Calculations calculations = new Calculations(connection);
    calculations.hold();
    long until = FollowFeed.head(connection);
    hasMoreArrived = until != head;
    head = until;
    ValueNext.Outcome outcome = new ValueNext(connection).value(calculations.shown(), until);
    boolean hasRecomputed = new Recompute(connection).step(clock.millis());
    wasRefused = outcome == ValueNext.Outcome.CURSOR_REFUSED;
    return hasRecomputed || outcome == ValueNext.Outcome.VALUED;
  }

  /**
   * Whether the inbox took something in between the last page that was taken and the one before.
   */
  boolean hasMoreArrived() {
    return hasMoreArrived;
  }

  /** Whether the figures belonged to another history of the books when this was taken last. */
  boolean wasRefused() {
    return wasRefused;
  }
}
