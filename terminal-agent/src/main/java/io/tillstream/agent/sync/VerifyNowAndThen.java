package io.tillstream.agent.sync;

import io.tillstream.protocol.download.Cursor;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * When to compare the replica with the store's: a while after the start, after it was fetched anew,
 * and then from time to time. One thread.
 */
public final class VerifyNowAndThen {

  private final VerifyReplica verify;
  private final Supplier<Cursor> reached;
  private final Duration every;
  private final Duration thoroughlyEvery;
  private final RandomGenerator random;
  private final LongSupplier nanoTime;
  private long nextAt;
  private long nextThoroughlyAt;
  private final LongSupplier filesTaken;
  private long filesSeen;
  private String incarnation;

  /**
   * Not due yet.
   *
   * @param reached the replica's checkpoint
   * @param filesTaken how often the replica was taken over from a file
   * @param every between two comparisons of the sums
   * @param thoroughlyEvery between two that read every row
   * @param random spreads terminals that were switched on together
   */
  public VerifyNowAndThen(
      VerifyReplica verify,
      Supplier<Cursor> reached,
      LongSupplier filesTaken,
      Duration every,
      Duration thoroughlyEvery,
      RandomGenerator random,
      LongSupplier nanoTime) {
    this.verify = verify;
    this.reached = reached;
    this.filesTaken = filesTaken;
    this.every = every;
    this.thoroughlyEvery = thoroughlyEvery;
    this.random = random;
    this.nanoTime = nanoTime;
    nextAt = after(every.dividedBy(4));
    nextThoroughlyAt = after(thoroughlyEvery);
  }

  /** Compares if it is time to. */
  public void whenDue() {
    Cursor here = reached.get();
    if (here.equals(Cursor.START)) {
      return;
    }
    long taken = filesTaken.getAsLong();
    boolean anew =
        taken != filesSeen || (incarnation != null && !incarnation.equals(here.incarnation()));
    filesSeen = taken;
    incarnation = here.incarnation();
    long now = nanoTime.getAsLong();
    if (now - nextThoroughlyAt >= 0) {
      nextThoroughlyAt = after(thoroughlyEvery);
      nextAt = after(every);
      verify.verify(true);
    } else if (anew || now - nextAt >= 0) {
      nextAt = after(every);
      verify.verify(false);
    }
  }

  private long after(Duration time) {
    long nanos = time.toNanos();
    return nanoTime.getAsLong() + nanos / 2 + random.nextLong(nanos / 2 + 1);
  }
}
