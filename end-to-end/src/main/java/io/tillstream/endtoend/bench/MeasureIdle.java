package io.tillstream.endtoend.bench;

import io.tillstream.endtoend.crowd.LightTerminal;
import io.tillstream.endtoend.program.ResidentMemory;
import io.tillstream.endtoend.tier.Store;
import io.tillstream.protocol.identity.TerminalId;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** What three hundred terminals cost a store that have nothing to tell and nothing to fetch. */
final class MeasureIdle implements Measurement {

  private static final int TERMINALS = 300;
  private static final int WARM_UPS = 20;
  private static final Duration WINDOW = Duration.ofSeconds(60);
  private static final Duration SETTLE = Duration.ofMinutes(2);

  @Override
  public String name() {
    return "idle";
  }

  @Override
  public List<Figure> measure(Workplace workplace) throws IOException, InterruptedException {
    Store store = workplace.openStore(name());
    store.importCatalogue(BulkTerminal.catalogue());
    workplace.progress().accept("Enrolling %d terminals".formatted(TERMINALS));
    List<LightTerminal> terminals = new ArrayList<>();
    try {
      for (int t = 1; t <= TERMINALS; t++) {
        LightTerminal terminal = LightTerminal.at(store, new TerminalId("T" + t));
        terminals.add(terminal);
        terminal.catchesUp();
        requireListening(terminal.listens());
      }
      workplace.progress().accept("Warming up");
      for (int i = 0; i < WARM_UPS; i++) {
        for (LightTerminal terminal : terminals) {
          terminal.catchesUp();
        }
      }
      LockSupport.parkNanos(SETTLE.toNanos());
      Samples permille = new Samples();
      for (int i = 0; i < workplace.repeats(); i++) {
        workplace.progress().accept("Watching, %d of %d".formatted(i + 1, workplace.repeats()));
        permille.add(watch(store, terminals));
      }
      for (LightTerminal terminal : terminals) {
        requireListening(terminal.isListening());
      }
      return List.of(
          new Figure(
              "300 idle terminals for a minute",
              "processor time of the store",
              BigDecimal.valueOf(permille.median(), 1),
              "% of one core",
              Bound.atMost("1")),
          Figure.of(
              "resident memory, idle",
              "store with 300 terminals",
              ResidentMemory.kibOf(store.program()).orElse(0) / 1024,
              "MiB",
              Bound.atMost("400")));
    } finally {
      terminals.forEach(LightTerminal::close);
    }
  }

  private static void requireListening(boolean held) throws IOException {
    if (!held) {
      throw new IOException("the store does not hold a terminal's line");
    }
  }

  /** One window, in which each terminal asks once, as agents with a poke line do. */
  private static long watch(Store store, List<LightTerminal> terminals) throws IOException {
    Duration before = store.program().processorTime();
    long started = System.nanoTime();
    long each = WINDOW.toNanos() / terminals.size();
    for (int t = 0; t < terminals.size(); t++) {
      LockSupport.parkNanos(Math.max(0, started + t * each - System.nanoTime()));
      terminals.get(t).catchesUp();
    }
    LockSupport.parkNanos(Math.max(0, started + WINDOW.toNanos() - System.nanoTime()));
    long nanos = System.nanoTime() - started;
    return store.program().processorTime().minus(before).toNanos() * 1_000 / nanos;
  }
}
