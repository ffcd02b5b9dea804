package io.tillstream.endtoend.bench;

import io.tillstream.endtoend.program.Program;
import io.tillstream.endtoend.tier.Store;
import io.tillstream.protocol.identity.TerminalId;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** How fast a store takes in documents that four terminals have waiting. */
final class MeasureIntake implements Measurement {

  private static final int TERMINALS = 4;
  private static final int DOCUMENTS = 20_000;
  private static final int PER_BATCH = 500; // as agents send them
  private static final int WARM_UPS = 2;

  private final int lines;

  MeasureIntake(int lines) {
    this.lines = lines;
  }

  @Override
  public String name() {
    return "intake-" + lines;
  }

  @Override
  public List<Figure> measure(Workplace workplace)
      throws IOException, InterruptedException, SQLException {
    PlainIntake plain = plain(workplace);
    Store store = workplace.openStore(name());
    List<LightTerminal> terminals = terminals(store);
    for (int i = 0; i < WARM_UPS; i++) {
      workplace.progress().accept("Warming up, %d of %d".formatted(i + 1, WARM_UPS));
      take(store, terminals);
      plain.write(workplace.data().resolve(name() + "-plain-warm-" + i));
    }
    Samples taken = new Samples();
    Samples processor = new Samples();
    Samples limit = new Samples();
    for (int i = 0; i < workplace.repeats(); i++) {
      workplace.progress().accept("Measuring, %d of %d".formatted(i + 1, workplace.repeats()));
      Taken once = take(store, terminals);
      taken.add(once.rate());
      processor.add(once.processor().toNanos() / DOCUMENTS);
      long nanos = plain.write(workplace.data().resolve(name() + "-plain-" + i));
      limit.add(plain.documents() * 1_000_000_000L / nanos);
    }
    workplace.programs().stop(store.program());
    String work = "intake of 20,000 sales of %d lines from 4 terminals, durable".formatted(lines);
    List<Figure> figures = new ArrayList<>();
    figures.add(Figure.percent(work, "speed", taken.median(), limit.median(), Bound.atLeast("50")));
    figures.add(
        Figure.of(
            work,
            "speed",
            taken.median(),
            "documents/s",
            lines == 3 ? Bound.atLeast("15000") : Bound.none()));
    figures.add(
        new Figure(
            work,
            "processor time of the store per document",
            BigDecimal.valueOf(processor.median() / 100, 4),
            "ms",
            lines == 3 ? Bound.atMost("0.08") : Bound.none()));
    figures.add(
        Figure.of(work, "the limit, plain JDBC", limit.median(), "documents/s", Bound.none()));
    return figures;
  }

  /** What a store writes for these documents, learnt from one that is then ended. */
  private PlainIntake plain(Workplace workplace)
      throws IOException, InterruptedException, SQLException {
    workplace.progress().accept("Learning the rows to compare with");
    Store store = workplace.openStore(name() + "-sample");
    take(store, terminals(store));
    workplace.programs().stop(store.program());
    return PlainIntake.asWrittenBy(store.data());
  }

  private static List<LightTerminal> terminals(Store store) throws IOException {
    store.importCatalogue(LightTerminal.catalogue());
    List<LightTerminal> terminals = new ArrayList<>();
    for (int t = 1; t <= TERMINALS; t++) {
      terminals.add(LightTerminal.at(store, new TerminalId("T" + t)));
    }
    return terminals;
  }

  private Taken take(Store store, List<LightTerminal> terminals)
      throws IOException, InterruptedException {
    for (LightTerminal terminal : terminals) {
      terminal.make(DOCUMENTS / TERMINALS, lines, PER_BATCH);
    }
    Program program = store.program();
    Duration before = program.processorTime();
    long started = System.nanoTime();
    try (ExecutorService threads = Executors.newFixedThreadPool(TERMINALS)) {
      List<Future<?>> sending = new ArrayList<>();
      for (LightTerminal terminal : terminals) {
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
    return new Taken(nanos, program.processorTime().minus(before));
  }

  private record Taken(long nanos, Duration processor) {

    long rate() {
      return DOCUMENTS * 1_000_000_000L / nanos;
    }
  }
}
