package io.tillstream.endtoend.chaos;

import io.tillstream.endtoend.http.HttpPeer;
import io.tillstream.endtoend.http.Refused;
import io.tillstream.endtoend.till.TillApp;
import io.tillstream.endtoend.trade.Receipt;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A till app that goes on whatever happens to its agent: what was not answered is asked again, the
 * same request, until it is. One thread sells; others may hold it, end it and look at it.
 */
public final class KeepSelling implements AutoCloseable {

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
  private static final Duration BEFORE_ASKING_AGAIN = Duration.ofMillis(40);
  private static final Duration LAST_ANSWER_WITHIN = Duration.ofSeconds(90);

  private final Supplier<Receipt> receipts;
  private final Acknowledged record;
  private final Duration pause;
  private final TillApp app;
  private final Thread thread;
  // Held while a request is on its way, and between the tries of the same request.
  private final ReentrantLock atWork = new ReentrantLock(true);
  private volatile boolean closing;
  private volatile long deadlineNanos = Long.MAX_VALUE;
  private volatile String failure;
  private final AtomicLong repeats = new AtomicLong();

  /**
   * Begins to sell.
   *
   * @param agent the local API
   * @param pause between two receipts
   */
  public KeepSelling(
      String name,
      HttpPeer agent,
      Supplier<Receipt> receipts,
      Acknowledged record,
      Duration pause) {
    this.receipts = receipts;
    this.record = record;
    this.pause = pause;
    app = new TillApp(agent.answeringWithin(ANSWER_WITHIN));
    thread = Thread.ofPlatform().name("till " + name).start(this::sell);
  }

  private void sell() {
    while (!closing) {
      atWork.lock();
      try {
        if (!ring(receipts.get())) {
          return;
        }
      } finally {
        atWork.unlock();
      }
      LockSupport.parkNanos(pause.toNanos());
    }
  }

  private boolean ring(Receipt receipt) {
    String last = "";
    while (System.nanoTime() - deadlineNanos < 0 || !closing) {
      try {
        record.add(receipt, Acknowledgement.of(app.ring(receipt).json()));
        return true;
      } catch (IOException | Refused e) {
        // Its agent is away or just cannot: a till app tells the cashier and tries again.
        last = e.getMessage();
        repeats.incrementAndGet();
      }
      LockSupport.parkNanos(BEFORE_ASKING_AGAIN.toNanos());
    }
    failure = receipt.type() + " " + receipt.reference() + " was never answered: " + last;
    return false;
  }

  /** Lets something happen between two receipts, none of which is on its way. */
  public void between(Action action) throws IOException, InterruptedException {
    atWork.lockInterruptibly();
    try {
      action.run();
    } finally {
      atWork.unlock();
    }
  }

  /** What may happen between two receipts. */
  @FunctionalInterface
  public interface Action {
    /** Happens. */
    void run() throws IOException, InterruptedException;
  }

  /** How often a request was not answered and was asked again. */
  public long repeats() {
    return repeats.get();
  }

  /** Tells it that the receipt in hand is the last one, and does not wait. */
  public void closeSoon() {
    deadlineNanos = System.nanoTime() + LAST_ANSWER_WITHIN.toNanos();
    closing = true;
  }

  /**
   * Ends when the last receipt is answered, so that the record tells all that there can be.
   *
   * @return why the last one could not be, or null
   */
  public String end() throws InterruptedException {
    closeSoon();
    thread.join();
    return failure;
  }

  /** Ends it, whether or not the last receipt was answered. */
  @Override
  public void close() {
    deadlineNanos = System.nanoTime();
    closing = true;
    LockSupport.unpark(thread);
  }
}
