package io.tillstream.endtoend.till;

import io.tillstream.endtoend.tier.Terminal;
import io.tillstream.endtoend.trade.Receipt;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** All tills ring up what they were dealt, each in its own order and at its own pace. */
public final class Sell {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long LOOK_EVERY_NANOS = 20_000_000;

  private final List<Terminal> terminals;
  private final boolean patient;
  private final Consumer<Receipt> rung;

  /** At these terminals, none of which fails. */
  public Sell(List<Terminal> terminals) {
    this(terminals, false);
  }

  /**
   * At these terminals.
   *
   * @param patient whether a till whose agent does not answer asks again, for a while
   */
  public Sell(List<Terminal> terminals, boolean patient) {
    this(terminals, patient, receipt -> {});
  }

  /**
   * At these terminals.
   *
   * @param patient whether a till whose agent does not answer asks again, for a while
   * @param rung told of each receipt that was recorded, by the till's own thread
   */
  public Sell(List<Terminal> terminals, boolean patient, Consumer<Receipt> rung) {
    this.terminals = List.copyOf(terminals);
    this.patient = patient;
    this.rung = rung;
  }

  /** Told how many receipts were made. */
  public interface Count {
    /** So many of so many. */
    void made(int done, int all);
  }

  /**
   * Returns when all is sold.
   *
   * @param hands per terminal
   */
  public void receipts(List<List<Receipt>> hands, Count count) throws IOException {
    int all = hands.stream().mapToInt(List::size).sum();
    AtomicInteger done = new AtomicInteger();
    AtomicBoolean stopped = new AtomicBoolean();
    List<Future<Void>> tills = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(terminals.size())) {
      for (int t = 0; t < terminals.size(); t++) {
        TillApp app = new TillApp(terminals.get(t).local());
        List<Receipt> hand = hands.get(t);
        tills.add(
            threads.submit(
                () -> {
                  for (Receipt receipt : hand) {
                    if (stopped.get()) {
                      break;
                    }
                    ring(app, receipt);
                    rung.accept(receipt);
                    done.incrementAndGet();
                  }
                  return null;
                }));
      }
      try {
        while (!tills.stream().allMatch(Future::isDone)) {
          requireNoFailure(tills);
          LockSupport.parkNanos(LOOK_EVERY_NANOS);
          count.made(done.get(), all);
        }
        requireNoFailure(tills);
      } finally {
        stopped.set(true);
      }
    }
  }

  private void ring(TillApp app, Receipt receipt) throws IOException {
    long deadline = System.nanoTime() + (patient ? PATIENCE.toNanos() : 0);
    while (true) {
      try {
        app.ring(receipt);
        return;
      } catch (IOException e) {
        if (System.nanoTime() - deadline >= 0) {
          throw e;
        }
      }
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }
  }

  private void requireNoFailure(List<Future<Void>> tills) throws IOException {
    for (int t = 0; t < tills.size(); t++) {
      if (tills.get(t).state() == Future.State.FAILED) {
        Throwable failure = tills.get(t).exceptionNow();
        if (failure instanceof RuntimeException fault) {
          throw fault;
        }
        throw new IOException(
            "the till at terminal " + terminals.get(t).name() + ": " + failure.getMessage(),
            failure);
      }
    }
  }
}
