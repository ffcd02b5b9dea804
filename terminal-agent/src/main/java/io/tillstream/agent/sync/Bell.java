package io.tillstream.agent.sync;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Wakes one waiting thread without interrupting it: an interrupt could arrive inside the database.
 * Rung before the wait begins, it ends the wait at once.
 */
final class Bell {

  private volatile Thread waiting;
  private volatile boolean resting;
  private volatile boolean softly;
  private volatile boolean loudly;

  /** There is something to do; who rests after a failure goes on resting. */
  void ring() {
    softly = true;
    if (!resting) {
      LockSupport.unpark(waiting);
    }
  }

  /** Whatever you do, come now. */
  void ringLoudly() {
    softly = true;
    loudly = true;
    LockSupport.unpark(waiting);
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
    resting = onlyLoudly; // a sale must not pay for waking a thread that would lie down again
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
