package io.tillstream.platform.stream;

import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.wire.Protocol;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets bodies come in whole, as they travel, before they take up what others wait for: a line that
 * swallows a body, or drips, holds a place here and nothing else (I14). Of one sender one body
 * comes in at a time, so that a sender who tries again and again holds no more than one place.
 * Thread-safe.
 */
public final class Arrivals {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
  private static final long WAIT_MILLIS = 1_000;
  private static final int PIECE_BYTES = 16 * 1024;
  // The slowest lines of telephone networks are several times as fast.
  private static final long BYTES_PER_SECOND_LEAST = 1_024;
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final Semaphore places;
  private final Semaphore room;
  private final Duration grace;
  private final Set<String> senders = new HashSet<>(); // guarded by this

  /**
   * Arrivals.
   *
   * @param places bodies that come in at one time; each holds a thread
   * @param bytes that all of them, and those that wait for their turn, may have together; at least
   *     the largest gets in alone
   */
  public Arrivals(int places, int bytes) {
    this(places, Math.max(bytes, Protocol.BATCH_BYTES_MAX), GRACE);
  }

  Arrivals(int places, int bytes, Duration grace) {
    this.places = new Semaphore(places, true);
    room = new Semaphore(bytes, true);
    this.grace = grace;
  }

  /**
   * Waits until a body is whole. How long the line may be silent is the HTTP layer's to say; as a
   * whole a body has to come at a pace of 1 KiB a second.
   *
   * @throws ProblemException {@code too-many-requests}, or {@code not-available} when the line
   *     breaks or is too slow
   */
  public Arrival whole(String sender, InputStream line) {
    if (!begin(sender)) {
      throw busy("another body of this sender is coming in");
    }
    try {
      acquire(places, 1, "too many bodies are coming in at this moment");
      try {
        return gather(line);
      } finally {
        places.release();
      }
    } finally {
      end(sender);
    }
  }

  private Arrival gather(InputStream line) {
    Arrival arrival = new Arrival();
    boolean whole = false;
    try {
      InputStream paced = new Paced(line);
      byte[] piece = paced.readNBytes(PIECE_BYTES);
      while (piece.length > 0) {
        arrival.add(piece);
        piece = paced.readNBytes(PIECE_BYTES);
      }
      whole = true;
      return arrival;
    } catch (IOException e) {
      throw ProblemException.of(
              ProblemCode.NOT_AVAILABLE, "the body did not come in whole: " + e.getMessage())
          .retryAfter(RETRY_AFTER);
    } finally {
      if (!whole) {
        arrival.close();
      }
    }
  }

  private synchronized boolean begin(String sender) {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(WAIT_MILLIS);
    try {
      while (!senders.add(sender)) {
        long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
        if (left <= 0) {
          return false;
        }
        wait(left);
      }
      return true;
    } catch (InterruptedException e) {
      throw stopping();
    }
  }

  private synchronized void end(String sender) {
    senders.remove(sender);
    notifyAll();
  }

  private static void acquire(Semaphore semaphore, int permits, String refusal) {
    try {
      if (!semaphore.tryAcquire(permits, WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
        throw busy(refusal);
      }
    } catch (InterruptedException e) {
      throw stopping();
    }
  }

  private static ProblemException stopping() {
    Thread.currentThread().interrupt();
    return ProblemException.of(ProblemCode.NOT_AVAILABLE, "the service is stopping");
  }

  private static ProblemException busy(String why) {
    return ProblemException.of(ProblemCode.TOO_MANY_REQUESTS, why).retryAfter(RETRY_AFTER);
  }

  /** A body that is here; takes up its bytes until it is closed. One thread. */
  public final class Arrival implements AutoCloseable {

    private final List<byte[]> pieces = new ArrayList<>();
    private int bytes;

    private Arrival() {}

    private void add(byte[] piece) {
      acquire(room, piece.length, "the bodies of this moment take up all the room there is");
      bytes += piece.length;
      pieces.add(piece);
    }

    /** How many bytes it has. */
    public long length() {
      return bytes;
    }

    /** Its bytes, from the first. */
    public InputStream stream() {
      return new SequenceInputStream(
          Collections.enumeration(pieces.stream().map(ByteArrayInputStream::new).toList()));
    }

    @Override
    public void close() {
      room.release(bytes);
      bytes = 0;
      pieces.clear();
    }
  }

  private final class Paced extends FilterInputStream {

    private final long begun = System.nanoTime();
    private long read;

    Paced(InputStream line) {
      super(line);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int more = super.read(buffer, offset, length);
      read += Math.max(0, more);
      Duration taken = Duration.ofNanos(System.nanoTime() - begun);
      if (more >= 0 && taken.minus(grace).toMillis() * BYTES_PER_SECOND_LEAST > read * 1_000) {
        throw new IOException("the line is too slow");
      }
      return more;
    }
  }
}
