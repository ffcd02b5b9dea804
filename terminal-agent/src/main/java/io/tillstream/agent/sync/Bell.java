package io.tillstream.agent.sync;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Wakes one waiting thread without interrupting it: an interrupt could arrive inside the database.
 * Rung before the wait begins, it ends the wait at once.
 */
final class Bell {

  private volatile Thread waiting;
  private volatile boolean softly;
  private volatile boolean loudly;

  /** There is something to do; who rests after a failure goes on resting. */
  void ring() {
    softly = true;
    LockSupport.unpark(waiting);
  }

  /** Whatever you do, come now. */
  void ringLoudly() {
    loudly = true;
    ring();
  }

  /** Waits until it rings, loudly or softly. */
  void await(Duration atMost) {
    await(atMost, false);
  }

  /** Waits until it rings loudly. */
  void rest(Duration atMost) {
    await(atMost, true);
  }

  private void await(Duration atMost, boolean onlyLoudly) {
    waiting = Thread.currentThread();
    long end = System.nanoTime() + atMost.toNanos();
    for (long left = end - System.nanoTime();
        left > 0 && !loudly && (onlyLoudly || !softly);
        left = end - System.nanoTime()) {
      LockSupport.parkNanos(this, left);
    }
    waiting = null;
    softly = false;
    loudly = false;
  }
}
