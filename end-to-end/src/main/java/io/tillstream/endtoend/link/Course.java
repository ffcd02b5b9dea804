package io.tillstream.endtoend.link;

import java.util.SplittableRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** One direction of a line, and what is wrong with it just now. Thread-safe. */
final class Course {

  private static final int SLICES_PER_SECOND = 20;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final SplittableRandom random;
  private Fault fault = new Fault.None();
  private long freeAtNanos;

  /** Draws delays from this seed. */
  Course(long seed) {
    random = new SplittableRandom(seed);
  }

  /** How much one connection has carried under the fault that holds. One thread. */
  static final class Meter {
    private Fault under;
    private long bytes;
  }

  /** What becomes of the next bytes. */
  enum Fate {
    CARRIED,
    SWALLOWED,
    CLOSED,
    RESET,
    ABANDONED
  }

  /**
   * Decided for the next piece.
   *
   * @param fate of the bytes
   * @param bytes how many of them; the rest is asked for again
   */
  record Passage(Fate fate, int bytes) {}

  /** From now on. */
  void suffer(Fault next) {
    lock.lock();
    try {
      fault = next;
      freeAtNanos = System.nanoTime();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  Fault fault() {
    lock.lock();
    try {
      return fault;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for as long as the fault demands, and decides. */
  Passage await(Meter meter, int length) {
    lock.lock();
    try {
      while (true) {
        Fault now = fault;
        if (meter.under != now) {
          meter.under = now;
          meter.bytes = 0;
        }
        Passage passage = pass(now, meter, length);
        if (passage != null) {
          meter.bytes += passage.bytes();
          return passage;
        }
      }
    } finally {
      lock.unlock();
    }
  }

  // Null when the fault has changed while it was waited for.
  private Passage pass(Fault now, Meter meter, int length) {
    return switch (now) {
      case Fault.None() -> new Passage(Fate.CARRIED, length);
      case Fault.Delay delay ->
          rested(now, drawn(delay)) ? new Passage(Fate.CARRIED, length) : null;
      case Fault.Bandwidth(int bytesPerSecond) -> narrow(now, bytesPerSecond, length);
      case Fault.CutAfter(long bytes) -> until(bytes, meter, length, Fate.CLOSED);
      case Fault.ResetAfter(long bytes) -> until(bytes, meter, length, Fate.RESET);
      case Fault.StallAfter(long bytes) -> {
        if (meter.bytes < bytes) {
          yield until(bytes, meter, length, Fate.CARRIED);
        }
        while (fault == now) {
          changed.awaitUninterruptibly();
        }
        yield null;
      }
      case Fault.BlackHole() -> new Passage(Fate.SWALLOWED, length);
      case Fault.HalfOpen() -> new Passage(Fate.ABANDONED, length);
    };
  }

  /** How long the next piece rests, in nanoseconds. */
  long drawn(Fault.Delay delay) {
    lock.lock();
    try {
      return random.nextLong(delay.least().toNanos(), delay.most().toNanos() + 1);
    } finally {
      lock.unlock();
    }
  }

  private static Passage until(long bytes, Meter meter, int length, Fate then) {
    long room = bytes - meter.bytes;
    return room > 0
        ? new Passage(Fate.CARRIED, (int) Math.min(length, room))
        : new Passage(then, 0);
  }

  // The line is one: whoever comes first takes the next slice of its time.
  private Passage narrow(Fault now, int bytesPerSecond, int length) {
    int some = Math.min(length, Math.max(1, bytesPerSecond / SLICES_PER_SECOND));
    long begins = Math.max(freeAtNanos, System.nanoTime());
    freeAtNanos = begins + Math.ceilDiv(some * 1_000_000_000L, bytesPerSecond);
    return rested(now, freeAtNanos - System.nanoTime()) ? new Passage(Fate.CARRIED, some) : null;
  }

  private boolean rested(Fault now, long nanos) {
    long left = nanos;
    try {
      while (fault == now && left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return fault == now;
  }
}
