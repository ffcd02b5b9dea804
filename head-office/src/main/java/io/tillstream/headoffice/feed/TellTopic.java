package io.tillstream.headoffice.feed;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tillstream.headoffice.database.Database;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Tells the feed to the broker, where somebody wants it there. The inbox knows nothing of it and
 * never waits for it; while the broker is away, jobs that read the topic are behind, and what they
 * are to be told waits in the books. Thread-safe.
 */
@Singleton
class TellTopic {

  private static final Logger LOG = Logger.getLogger(TellTopic.class);
  private static final Duration REST_SHORTEST = Duration.ofSeconds(1);

  private final TellNext next;
  private final FeedTopicConfig config;
  private final ScheduledThreadPoolExecutor teller =
      new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name("feed-topic").daemon().factory());
  private volatile boolean isStopping;
  private volatile String lastError;
  private Duration restAfterError = REST_SHORTEST; // of the teller alone

  TellTopic(Database database, BrokersTopic topic, FeedTopicConfig config) {
    this.next = new TellNext(database, topic);
    this.config = config;
    teller.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  void start(@Observes StartupEvent event) {
    if (config.enabled()) {
      turnAfter(config.every());
    }
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    isStopping = true;
    teller.shutdown();
    teller.awaitTermination(REST_SHORTEST.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Why the topic was told nothing when it was tried last. */
  Optional<String> lastError() {
    return Optional.ofNullable(lastError);
  }

  private void turnAfter(Duration rest) {
    if (!isStopping) {
      var unused = teller.schedule(this::turn, rest.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private void turn() {
    Duration rest = config.every();
    try {
      if (next.isThere() && next.tell()) {
        rest = Duration.ZERO;
      }
      succeeded();
    } catch (SQLException | RuntimeException | Error e) { // else the topic would stand for ever
      // The cursor has not moved: all of it is told again.
      rest = failed(e);
    } finally {
      turnAfter(rest);
    }
  }

  private void succeeded() {
    if (lastError != null) {
      LOG.info("The topic of the feed goes on");
    }
    lastError = null;
    restAfterError = REST_SHORTEST;
  }

  private Duration failed(Throwable e) {
    String why = Objects.toString(e.getMessage(), e.toString());
    if (!why.equals(lastError)) {
      LOG.warnf("The topic of the feed stands still and is tried again: %s", why);
      LOG.debug("This is why", e);
    }
    lastError = why;
    Duration rest = restAfterError;
    Duration longer = rest.multipliedBy(2);
    restAfterError = longer.compareTo(config.restLongest()) > 0 ? config.restLongest() : longer;
    return rest;
  }
}
