package io.tillstream.store.retention;

import io.tillstream.store.writer.Writer;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Keeps the change log from growing for ever. What is older than the retention is thinned out by
 * the writer, in small steps between which uploads have their turn. Age is the time that the store
 * has run, by a clock that nobody can set: changes may be kept for longer, never for less.
 * Thread-safe.
 */
public final class LogRetention {

  private final Writer writer;
  private final Duration retention;
  private final int rowsPerStep;
  private final LongSupplier nanos;
  private long notedAt;

  /**
   * The store's running time counts from here on.
   *
   * @param rowsPerStep changes looked at in one step
   * @param nanos a clock that only goes forward, in nanoseconds
   */
  public LogRetention(Writer writer, Duration retention, int rowsPerStep, LongSupplier nanos) {
    this.writer = writer;
    this.retention = retention;
    this.rowsPerStep = rowsPerStep;
    this.nanos = nanos;
    notedAt = nanos.getAsLong();
  }

  /**
   * Lets the time count that has passed, and moves the floor. To be done now and then; what has
   * passed since is not counted when the program dies.
   *
   * @return the floor, durable
   * @throws io.tillstream.platform.problem.ProblemException when the writer does not work
   */
  public synchronized LogFloor moveFloor() {
    long now = nanos.getAsLong();
    long ranMillis = Duration.ofNanos(now - notedAt).toMillis();
    // Before it is durable: time that may not have been noted must not be counted twice.
    notedAt = now;
    return writer.ask(new MoveFloor(ranMillis, retention.toMillis()));
  }

  /**
   * One step of thinning out.
   *
   * @return whether there is more to do
   * @throws io.tillstream.platform.problem.ProblemException when the writer does not work
   */
  public boolean thinOut() {
    return writer.ask(new ThinOut(rowsPerStep));
  }
}
