package io.tillstream.endtoend.speed;

import io.tillstream.endtoend.program.Programs;
import io.tillstream.endtoend.tier.AwaitSeeded;
import io.tillstream.endtoend.tier.Store;
import io.tillstream.endtoend.tier.Terminal;
import io.tillstream.endtoend.till.Sell;
import io.tillstream.endtoend.till.TillApp;
import io.tillstream.endtoend.trade.Receipt;
import io.tillstream.endtoend.trade.WriteCatalogue;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Measures in a scratch store with four terminals of its own: what a sale costs at the till while
 * the link is cut, and how fast a backlog comes in when it is restored.
 */
public final class MeasureSpeed {

  private static final int TERMINALS = 4;
  private static final int WARM_UP = 6_000;
  private static final int MEASURED = 1_500;
  private static final int FIRST_BACKLOG_PER_TERMINAL = 500;
  private static final int BACKLOG_PER_TERMINAL = 1_500;
  private static final Duration DRAIN_WITHIN = Duration.ofMinutes(3);
  private static final Duration LOOK_EVERY = Duration.ofMillis(10);

  private final Programs programs;
  private final Path data;
  private final Consumer<String> progress;

  /** In this directory, with programs that the caller ends. */
  public MeasureSpeed(Programs programs, Path data, Consumer<String> progress) {
    this.programs = programs;
    this.data = data;
    this.progress = progress;
  }

  /** Measures. */
  public Speed measure() throws IOException, InterruptedException, SQLException {
    progress.accept("Speed: starting a scratch store with " + TERMINALS + " terminals");
    Store store =
        new Store(
            programs,
            new StoreId("S1"),
            data.resolve("store-S1"),
            Optional.empty(), // facts stay: head office would take its share of the processors
            Optional.empty());
    store.comeUp();
    store.importCatalogue(WriteCatalogue.of(Sales.catalogue()));
    List<Terminal> terminals = terminalsOf(store);
    List<Sales> sales = terminals.stream().map(t -> new Sales(t.id().value())).toList();

    store.link().cut();
    progress.accept("Speed: %,d sales, each twice".formatted(WARM_UP + MEASURED));
    SaleSpeed sale = sale(terminals.getFirst(), sales.getFirst());
    progress.accept("Speed: draining a first backlog");
    make(terminals, sales, FIRST_BACKLOG_PER_TERMINAL);
    DrainSpeed first = drain(store, terminals);
    store.link().cut();
    progress.accept("Speed: making a second backlog");
    make(terminals, sales, BACKLOG_PER_TERMINAL);
    progress.accept("Speed: draining it");
    return new Speed(sale, first, drain(store, terminals));
  }

  private List<Terminal> terminalsOf(Store store) throws IOException, InterruptedException {
    List<Terminal> terminals = new ArrayList<>();
    for (int t = 1; t <= TERMINALS; t++) {
      TerminalId id = new TerminalId("T" + t);
      Terminal terminal = new Terminal(programs, store, id, data.resolve("terminal-S1-" + id));
      terminal.enrol();
      terminal.start();
      terminals.add(terminal);
    }
    for (Terminal terminal : terminals) {
      terminal.awaitReady();
    }
    AwaitSeeded.await(terminals);
    return terminals;
  }

  private static SaleSpeed sale(Terminal terminal, Sales sales) throws IOException, SQLException {
    TillApp till = new TillApp(terminal.local());
    till.ring(sales.next());
    Medians agent = new Medians(MEASURED);
    Medians plain = new Medians(MEASURED);
    try (PlainJournal journal = PlainJournal.beside(terminal.data().resolve("txn.db"))) {
      for (int i = 0; i < WARM_UP + MEASURED; i++) {
        boolean measured = i >= WARM_UP;
        Receipt receipt = sales.next();
        long started = System.nanoTime();
        till.ring(receipt);
        agent.add(started, measured);
        started = System.nanoTime();
        journal.write();
        plain.add(started, measured);
      }
    }
    return new SaleSpeed(MEASURED, agent.median(), plain.median());
  }

  private static void make(List<Terminal> terminals, List<Sales> sales, int perTerminal)
      throws IOException, InterruptedException {
    new Sell(terminals)
        .receipts(sales.stream().map(s -> s.next(perTerminal)).toList(), (done, all) -> {});
  }

  private static DrainSpeed drain(Store store, List<Terminal> terminals) throws IOException {
    long before = made(store);
    long target = 0;
    for (Terminal terminal : terminals) {
      target += terminal.status().path("last").path("n").asLong();
    }
    store.link().restore();
    long started = System.nanoTime();
    try (ExecutorService threads = Executors.newFixedThreadPool(TERMINALS)) {
      for (Terminal terminal : terminals) {
        threads.execute(() -> synchronise(terminal));
      }
      while (made(store) < target) {
        if (System.nanoTime() - started > DRAIN_WITHIN.toNanos()) {
          throw new IOException("the scratch store's backlog does not drain");
        }
        LockSupport.parkNanos(LOOK_EVERY.toNanos());
      }
      Duration took = Duration.ofNanos(System.nanoTime() - started);
      return new DrainSpeed(TERMINALS, Math.toIntExact(target - before), took);
    }
  }

  private static long made(Store store) throws IOException {
    return store.status().path("documents").path("made").asLong();
  }

  private static void synchronise(Terminal terminal) {
    try {
      terminal.synchronise();
    } catch (IOException e) {
      // The agent will come by itself; the store's own count is what is measured.
      Thread.onSpinWait();
    }
  }
}
