package io.tillstream.endtoend.till;

import io.tillstream.endtoend.tier.Terminal;
import io.tillstream.endtoend.trade.Receipt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** All tills ring up what they were dealt, each in its own order and at its own pace. */
public final class Sell {

  private static final long LOOK_EVERY_MILLIS = 100;

  private final List<Terminal> terminals;

  /** At these terminals. */
  public Sell(List<Terminal> terminals) {
    this.terminals = List.copyOf(terminals);
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
  public void receipts(List<List<Receipt>> hands, Count count)
      throws IOException, InterruptedException {
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
                    app.ring(receipt);
                    done.incrementAndGet();
                  }
                  return null;
                }));
      }
      try {
        for (int t = 0; t < tills.size(); t++) {
          await(terminals.get(t), tills.get(t), () -> count.made(done.get(), all));
        }
      } finally {
        stopped.set(true);
      }
    }
  }

  private static void await(Terminal terminal, Future<Void> till, Runnable meanwhile)
      throws IOException, InterruptedException {
    while (true) {
      try {
        till.get(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException e) {
        meanwhile.run();
      } catch (ExecutionException e) {
        switch (e.getCause()) {
          case IOException broken ->
              throw new IOException(
                  "the till at terminal " + terminal.name() + ": " + broken.getMessage(), broken);
          case RuntimeException fault -> throw fault;
          case null, default -> throw new UncheckedIOException(new IOException(e));
        }
      }
    }
  }
}
