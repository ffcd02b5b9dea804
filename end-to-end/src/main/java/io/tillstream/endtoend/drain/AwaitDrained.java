package io.tillstream.endtoend.drain;

import io.tillstream.endtoend.tier.Chain;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Waits until nothing is on its way between the tiers any more. */
public final class AwaitDrained {

  private static final Duration LOOK_EVERY = Duration.ofMillis(100);
  private static final Duration STANDSTILL_MAX = Duration.ofMinutes(3);
  private static final Duration WAIT_MAX = Duration.ofMinutes(20);

  private final Chain chain;
  private final Consumer<String> progress;

  /**
   * Prepares.
   *
   * @param progress told again and again what is still on its way
   */
  public AwaitDrained(Chain chain, Consumer<String> progress) {
    this.chain = chain;
    this.progress = progress;
  }

  /**
   * Waits.
   *
   * @throws DoesNotDrain when nothing moves for three minutes, or it takes far too long
   */
  public void await(String step) throws IOException {
    long started = System.nanoTime();
    long moved = started;
    Backlog last = Backlog.of(chain);
    while (!last.isEmpty()) {
      progress.accept(
          "%s: %,d documents, %,d facts and %,d changes on their way"
              .formatted(step, last.documents(), last.facts(), last.changes()));
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
      chain.requireAlive();
      Backlog now = Backlog.of(chain);
      if (!now.isAsLongAs(last)) {
        moved = System.nanoTime();
      }
      requireMovement(now, moved, started);
      last = now;
    }
  }

  private static void requireMovement(Backlog backlog, long moved, long started) {
    if (System.nanoTime() - moved > STANDSTILL_MAX.toNanos()) {
      throw new DoesNotDrain("Nothing has moved for three minutes:", backlog);
    }
    if (System.nanoTime() - started > WAIT_MAX.toNanos()) {
      throw new DoesNotDrain("After 20 minutes there is still something on its way:", backlog);
    }
  }

  /** Something hangs; the message says what. */
  public static final class DoesNotDrain extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DoesNotDrain(String what, Backlog backlog) {
      super(what + "\n  " + String.join("\n  ", backlog.details()));
    }
  }
}
