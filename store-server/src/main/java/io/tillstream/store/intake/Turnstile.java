package io.tillstream.store.intake;

import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.problem.ProblemCode;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets so many uploads in at one time (I22). Thread-safe. */
final class Turnstile {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final Semaphore places;
  private final Duration wait;

  Turnstile(int places, Duration wait) {
    this.places = new Semaphore(places, true);
    this.wait = wait;
  }

  /**
   * Waits for a place, which {@link #leave} gives back.
   *
   * @throws ProblemException {@code too-many-requests}
   */
  void enter() {
    try {
      if (places.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
      throw ProblemException.of(
              ProblemCode.TOO_MANY_REQUESTS, "too many terminals upload at this moment")
          .retryAfter(RETRY_AFTER);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ProblemException.of(ProblemCode.NOT_AVAILABLE, "the service is stopping");
    }
  }

  void leave() {
    places.release();
  }
}
