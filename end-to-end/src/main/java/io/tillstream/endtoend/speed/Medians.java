package io.tillstream.endtoend.speed;

import java.time.Duration;
import java.util.Arrays;

/** Collects times, and tells the one in the middle. */
final class Medians {

  private final long[] nanos;
  private int count;

  Medians(int most) {
    nanos = new long[most];
  }

  /** The time from then until now, unless this is still the warm-up. */
  void add(long startedNanos, boolean measured) {
    long took = System.nanoTime() - startedNanos;
    if (measured) {
      nanos[count++] = took;
    }
  }

  Duration median() {
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return Duration.ofNanos(sorted[count / 2]);
  }
}
