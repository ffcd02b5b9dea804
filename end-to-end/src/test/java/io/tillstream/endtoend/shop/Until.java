package io.tillstream.endtoend.shop;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for what is sure to come, and fails when it does not. */
public final class Until {

  private static final Duration WITHIN = Duration.ofSeconds(60);

  private Until() {}

  /** Something that may also fail for a while. */
  @FunctionalInterface
  public interface Condition {
    /** Whether it has come. */
    boolean holds() throws Exception;
  }

  /** Waits; an exception means not yet, and is shown when the time is over. */
  public static void holds(String what, Condition condition) {
    long deadline = System.nanoTime() + WITHIN.toNanos();
    Exception last = null;
    do {
      try {
        if (condition.holds()) {
          return;
        }
        last = null;
      } catch (Exception e) {
        last = e;
      }
      LockSupport.parkNanos(20_000_000);
    } while (System.nanoTime() < deadline);
    throw new AssertionError("not after " + WITHIN.toSeconds() + " s: " + what, last);
  }
}
