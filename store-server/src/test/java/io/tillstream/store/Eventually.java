package io.tillstream.store;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** For what happens in a thread of its own. */
public final class Eventually {

  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);

  private Eventually() {}

  /** Looks until it is so, and fails when it is not in time. */
  public static void holds(Callable<Boolean> condition) {
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    try {
      while (!condition.call()) {
        if (System.nanoTime() > deadline) {
          fail("it did not come about within " + DEADLINE.toSeconds() + " s");
        }
        LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      }
    } catch (AssertionError e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
