package io.tillstream.store.equality;

import io.quarkus.scheduler.Scheduled;
import io.tillstream.store.writer.Writer;
import io.tillstream.store.writer.WriterState;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/** Compares the tiers from time to time, without anybody asking. One thread. */
@Singleton
class ProveNowAndThen {

  private static final Logger LOG = Logger.getLogger(ProveNowAndThen.class);
  // Of the first interval after a start: whoever calls by itself has called by then.
  private static final int FIRST_AFTER_PART = 10;

  private final OneAtATime.Comparison comparison;
  private final BooleanSupplier leads;
  private final EqualityConfig config;
  private final LongSupplier nanos;
  private long nextAt;
  private long nextThoroughlyAt;

  @Inject
  ProveNowAndThen(ProveEquality prove, Writer writer, EqualityConfig config) {
    this(prove::now, () -> writer.state() instanceof WriterState.Open, config, System::nanoTime);
  }

  ProveNowAndThen(
      OneAtATime.Comparison comparison,
      BooleanSupplier leads,
      EqualityConfig config,
      LongSupplier nanos) {
    this.comparison = comparison;
    this.leads = leads;
    this.config = config;
    this.nanos = nanos;
    nextAt = after(config.every().dividedBy(FIRST_AFTER_PART));
    nextThoroughlyAt = after(config.thoroughlyEvery().dividedBy(FIRST_AFTER_PART));
  }

  @Scheduled(
      every = "60s",
      delayed = "60s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void whenDue() {
    long now = nanos.getAsLong();
    boolean thoroughly = now - nextThoroughlyAt >= 0;
    if ((!thoroughly && now - nextAt < 0) || !leads.getAsBoolean()) {
      return;
    }
    nextAt = after(config.every());
    if (thoroughly) {
      nextThoroughlyAt = after(config.thoroughlyEvery());
    }
    try {
      comparison.make(thoroughly);
    } catch (SQLException | RuntimeException e) {
      LOG.warnf(e, "The tiers cannot be compared now");
    }
  }

  private long after(Duration time) {
    return nanos.getAsLong() + time.toNanos();
  }
}
