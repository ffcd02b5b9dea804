package io.tillstream.protocol.upload;

import java.time.Duration;

/**
 * How long to wait after failures: doubling from the shortest to the longest, and spread over the
 * upper half of that, so that terminals that lost the store together do not return together.
 *
 * @param shortest the wait after the first failure, before jitter
 * @param longest never more than this
 */
public record Backoff(Duration shortest, Duration longest) {

  private static final int JITTER_PARTS = 1000;

  /**
   * The next wait.
   *
   * @param failures how many in a row, from 1
   * @param jitterPermille a random number from 0 to 1000, drawn by the caller
   */
  public Duration after(int failures, int jitterPermille) {
    long doubled = shortest.toMillis() << Math.min(20, Math.max(0, failures - 1));
    long ceiling = Math.min(longest.toMillis(), doubled);
    long half = ceiling / 2;
    return Duration.ofMillis(half + half * jitterPermille / JITTER_PARTS);
  }
}
