package io.tillstream.endtoend.speed;

import java.time.Duration;

/**
 * A sale of three lines, two ways.
 *
 * @param sales how many of each
 * @param throughAgent median of a request to the local API
 * @param plainJdbc median of writing the same rows in one transaction
 */
public record SaleSpeed(int sales, Duration throughAgent, Duration plainJdbc) {

  /** At most this many times the plain transaction. */
  public static final String TARGET = "2.5";

  /** How many hundredths of the plain transaction's time the agent takes. */
  public long ratioPercent() {
    return throughAgent.toNanos() * 100 / plainJdbc.toNanos();
  }

  /** Whether the target is met. */
  public boolean meetsTarget() {
    return ratioPercent() <= 250;
  }
}
