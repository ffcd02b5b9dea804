package io.tillstream.store.intake;

import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.wire.Protocol;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets uploads in as long as their bytes have room in memory together (I22): what is counted is
 * what they unfold to, because sixteen of the largest would not fit. Thread-safe.
 */
final class Turnstile {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
  private static final int BYTES_PER_PERMIT = 1_024;
  private static final long LEAST_BYTES = 64 * 1_024;

  /** JSON of sales unfolds to about a dozen times its gzip. */
  private static final long GZIP_RATIO = 16;

  private final Semaphore places;
  private final Semaphore room;
  private final int permitsMax;
  private final Duration wait;

  /**
   * A turnstile.
   *
   * @param places uploads at one time, however small: each takes a thread
   * @param bytes that all of them may unfold to; at least the largest upload gets in alone
   */
  Turnstile(int places, long bytes, Duration wait) {
    permitsMax = permits(Math.max(bytes, Protocol.BATCH_BYTES_MAX));
    this.places = new Semaphore(places, true);
    room = new Semaphore(permitsMax, true);
    this.wait = wait;
  }

  /**
   * Waits for a place and for the room that an upload is likely to need.
   *
   * @param length bytes as it travelled
   * @throws ProblemException {@code too-many-requests}
   */
  Place enter(long length, boolean isCompressed) {
    long expected = length * (isCompressed ? GZIP_RATIO : 1);
    acquire(places, 1, "too many terminals upload at this moment");
    try {
      Place place = new Place();
      place.unfoldsTo(Math.max(LEAST_BYTES, Math.min(expected, Protocol.BATCH_BYTES_MAX)));
      return place;
    } catch (ProblemException e) {
      places.release();
      throw e;
    }
  }

  private void acquire(Semaphore semaphore, int permits, String refusal) {
    try {
      if (semaphore.tryAcquire(permits, wait.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
      throw ProblemException.of(ProblemCode.TOO_MANY_REQUESTS, refusal).retryAfter(RETRY_AFTER);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ProblemException.of(ProblemCode.NOT_AVAILABLE, "the service is stopping");
    }
  }

  private static int permits(long bytes) {
    return Math.toIntExact((bytes + BYTES_PER_PERMIT - 1) / BYTES_PER_PERMIT);
  }

  /** What one upload takes up, until nobody holds it. Let go by any thread, else one thread. */
  final class Place implements AutoCloseable {

    private final AtomicInteger holders = new AtomicInteger(1);
    private int held;

    private Place() {}

    /**
     * Asks for more room when the upload turns out larger than it was likely to be.
     *
     * @param bytes so many by now
     * @throws ProblemException {@code too-many-requests}
     */
    void unfoldsTo(long bytes) {
      int more = Math.min(permits(bytes), permitsMax) - held;
      if (more > 0) {
        acquire(room, more, "the uploads of this moment take up all the room there is for them");
        held += more;
      }
    }

    /** Holds it for somebody else, too, who runs the answer once. */
    Runnable held() {
      holders.incrementAndGet();
      return this::close;
    }

    @Override
    public void close() {
      if (holders.decrementAndGet() == 0) {
        room.release(held);
        places.release();
      }
    }
  }
}
