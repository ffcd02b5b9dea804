package io.tillstream.store.feed;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.tillstream.store.retention.LogFloor;
import io.tillstream.store.retention.LogRetention;
import io.tillstream.store.writer.Writer;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Lets the log be thinned out while the program runs, so slowly that nobody notices. */
@Singleton
class ThinLog {

  private static final Logger LOG = Logger.getLogger(ThinLog.class);
  private static final int ROWS_PER_STEP = 1_000; // some ten milliseconds of the writer's time

  private final LogRetention retention;
  private volatile boolean more = true; // what a former life of the program left

  ThinLog(Writer writer, ChangesConfig config) {
    retention = new LogRetention(writer, config.retention(), ROWS_PER_STEP, System::nanoTime);
  }

  @Scheduled(every = "10m", delayed = "10m", concurrentExecution = ConcurrentExecution.SKIP)
  void moveFloor() {
    try {
      LogFloor floor = retention.moveFloor();
      more = more || floor.thinnedTo() < floor.seq();
    } catch (RuntimeException e) {
      LOG.warnf("How old the change log is cannot be noted now: %s", e.getMessage());
    }
  }

  @Scheduled(every = "1s", delayed = "30s", concurrentExecution = ConcurrentExecution.SKIP)
  void thinOut() {
    if (!more) {
      return;
    }
    try {
      more = retention.thinOut();
    } catch (RuntimeException e) {
      LOG.debugf("The change log is not thinned out now: %s", e.getMessage());
    }
  }
}
