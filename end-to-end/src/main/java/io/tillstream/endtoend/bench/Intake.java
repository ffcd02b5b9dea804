package io.tillstream.endtoend.bench;

import io.tillstream.endtoend.tier.Store;
import io.tillstream.protocol.identity.TerminalId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Four terminals that bring a store what they have waiting, all at once. */
final class Intake {

  /** How many documents one measured run brings. */
  static final int DOCUMENTS = 20_000;

  private static final int TERMINALS = 4;
  private static final int PER_BATCH = 500; // as agents send them

  private final Store store;
  private final List<BulkTerminal> terminals;
  private final int lines;

  private Intake(Store store, List<BulkTerminal> terminals, int lines) {
    this.store = store;
    this.terminals = terminals;
    this.lines = lines;
  }

  /** Into this store, by sales of so many lines. */
  static Intake of(Store store, int lines) throws IOException {
    store.importCatalogue(BulkTerminal.catalogue());
    List<BulkTerminal> terminals = new ArrayList<>();
    for (int t = 1; t <= TERMINALS; t++) {
      terminals.add(BulkTerminal.at(store, new TerminalId("T" + t)));
    }
    return new Intake(store, terminals, lines);
  }

  /** Makes documents, and measures until the store has confirmed the last of them. */
  Taken take(int documents) throws IOException, InterruptedException {
    for (BulkTerminal terminal : terminals) {
      terminal.make(documents / TERMINALS, lines, PER_BATCH);
    }
    Duration before = store.program().processorTime();
    long started = System.nanoTime();
    try (ExecutorService threads = Executors.newFixedThreadPool(TERMINALS)) {
      List<Future<?>> sending = new ArrayList<>();
      for (BulkTerminal terminal : terminals) {
        sending.add(
            threads.submit(
                () -> {
                  terminal.send();
                  return null;
                }));
      }
      for (Future<?> each : sending) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new IOException("an upload failed: " + e.getCause().getMessage(), e.getCause());
    }
    long nanos = System.nanoTime() - started;
    return new Taken(documents, nanos, store.program().processorTime().minus(before));
  }

  /**
   * What was measured.
   *
   * @param documents brought
   * @param nanos from the first request to the last answer
   * @param processor the store's processor time meanwhile
   */
  record Taken(int documents, long nanos, Duration processor) {

    /** Documents per second. */
    long rate() {
      return documents * 1_000_000_000L / nanos;
    }

    long processorNanosPerDocument() {
      return processor.toNanos() / documents;
    }
  }
}
