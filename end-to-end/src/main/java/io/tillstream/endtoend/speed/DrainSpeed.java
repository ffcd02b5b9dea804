package io.tillstream.endtoend.speed;

import java.time.Duration;

/**
 * A backlog of documents with three lines each, on its way into the store.
 *
 * @param terminals that send
 * @param documents in the backlog
 * @param took from the restored link until the store has all of them, durably
 */
public record DrainSpeed(int terminals, int documents, Duration took) {

  /** At least so many documents a second. */
  public static final long TARGET = 5_000;

  /** Documents per second. */
  public long rate() {
    return documents * 1_000_000_000L / Math.max(1, took.toNanos());
  }

  /** Whether the target is met. */
  public boolean meetsTarget() {
    return rate() >= TARGET;
  }
}
