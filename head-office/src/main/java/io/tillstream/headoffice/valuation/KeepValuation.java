package io.tillstream.headoffice.valuation;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tillstream.headoffice.database.Database;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Follows the feed with a cursor of its own. The inbox knows nothing of it and never waits for it;
 * while it is behind, figures are older and nothing is lost. Thread-safe.
 */
@Singleton
public class KeepValuation {

  private static final Logger LOG = Logger.getLogger(KeepValuation.class);

  /** So many times as long as it worked it rests while the inbox has something to do. */
  private static final int REST_TIMES = 9;

  private final NextPage next;
  private final ValuationConfig config;
  private final ScheduledThreadPoolExecutor writer =
      new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name("valuation").daemon().factory());
  private volatile boolean isStopping;
  private boolean wasRefused;

  KeepValuation(Database database, ValuationConfig config, Clock clock) {
    this.next = new NextPage(database, clock);
    this.config = config;
    writer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  void start(@Observes StartupEvent event) {
    if (config.enabled()) {
      turnAfter(config.every());
    }
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    isStopping = true;
    writer.shutdown();
    writer.awaitTermination(config.every().toMillis(), TimeUnit.MILLISECONDS);
  }

  private void turnAfter(Duration rest) {
    if (!isStopping) {
      var unused = writer.schedule(this::turn, rest.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private void turn() {
    Duration rest = config.every();
    try {
      long began = System.nanoTime();
      if (page()) {
        Duration worked = Duration.ofNanos(System.nanoTime() - began);
        rest = next.hasMoreArrived() ? worked.multipliedBy(REST_TIMES) : Duration.ZERO;
      }
    } catch (SQLException | RuntimeException | Error e) {
      // What was not committed is valued again: the cursor has not moved either.
      LOG.warnf(e, "The valuation stands still and is tried again: %s", e.getMessage());
    } finally {
      turnAfter(rest);
    }
  }

  /**
   * Values all that is there, page by page and without a rest, and finishes a recomputation that
   * was asked for.
   *
   * @throws SQLException when the database fails; what was committed before stays
   */
  public void catchUp() throws SQLException {
    while (!isStopping && page()) {
      // The next one.
    }
  }

  private synchronized boolean page() throws SQLException {
    boolean isTaken = next.isThere() && next.take();
    if (next.wasRefused() && !wasRefused) {
      LOG.error(
          "The figures of the valuation belong to another history of the books than these, which"
              + " were put back to a backup; they stand still until they are recomputed");
    }
    wasRefused = next.wasRefused();
    return isTaken;
  }
}
