package io.tillstream.store;

import io.tillstream.store.changelog.Entity;
import io.tillstream.store.changelog.Image;
import io.tillstream.store.retention.LogFloor;
import io.tillstream.store.retention.LogRetention;
import io.tillstream.store.writer.Command;
import io.tillstream.store.writer.Writer;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A store of which nothing runs but the writer and the retention of its log, of 30 days. */
public final class ThinBooks implements AutoCloseable {

  public static final Duration RETENTION = Duration.ofDays(30);
  private static final int ROWS_PER_STEP = 10;

  public final Writer writer;
  public final LogRetention retention;
  private final AtomicLong nanos = new AtomicLong();

  /** Takes the lead over the books. */
  public ThinBooks(H2Books books, Clock clock) throws SQLException {
    writer = books.successor(64, clock);
    retention = new LogRetention(writer, RETENTION, ROWS_PER_STEP, nanos::get);
  }

  /** The store runs on. */
  public LogFloor runsFor(Duration time) {
    nanos.addAndGet(time.toNanos());
    return retention.moveFloor();
  }

  /** What is there now becomes older than the retention, and is thinned out. */
  public void thinsOutAll() {
    runsFor(Duration.ZERO);
    runsFor(RETENTION);
    boolean more = true;
    while (more) {
      more = retention.thinOut();
    }
  }

  public void prices(String item, long price) {
    tell(
        batch -> {
          batch.put(Entity.PRICE, item, Image.of(item, price));
          return true;
        });
  }

  public void takesAway(String item) {
    tell(
        batch -> {
          batch.remove(Entity.PRICE, item);
          return true;
        });
  }

  public void receivesDocument(int n) {
    tell(batch -> batch.fact(Entity.DOCUMENT, "T1/1/" + n));
  }

  private void tell(Command<?> command) {
    writer.ask(command);
  }

  @Override
  public void close() {
    writer.close();
  }
}
