package io.tillstream.endtoend.bench;

import io.tillstream.endtoend.tier.Store;
import io.tillstream.endtoend.tier.Terminal;
import io.tillstream.protocol.identity.TerminalId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * How long a new terminal takes from the moment it reaches the store until it can sell everything,
 * against copying the same database file and syncing it.
 */
final class MeasureBootstrap implements Measurement {

  private static final int FILE_ROWS = 50_000; // the most that a catalogue file may have
  private static final int BLOCK = 1 << 20;

  private final int items;

  MeasureBootstrap(int items) {
    this.items = items;
  }

  @Override
  public String name() {
    return "bootstrap-" + items;
  }

  @Override
  public List<Figure> measure(Workplace workplace) throws IOException, InterruptedException {
    Store store = workplace.openStore(name());
    for (int from = 0; from < items; from += FILE_ROWS) {
      workplace.progress().accept("The store learns %,d of %,d items".formatted(from, items));
      store.importCatalogue(catalogue(from, Math.min(items, from + FILE_ROWS)));
    }
    workplace.progress().accept("A first terminal, for which the store makes the snapshot");
    workplace.programs().stop(bootstrapped(workplace, store, 0).terminal().program());
    Samples taken = new Samples();
    Samples limit = new Samples();
    for (int i = 1; i <= workplace.repeats(); i++) {
      workplace.progress().accept("Measuring, %d of %d".formatted(i, workplace.repeats()));
      Bootstrapped done = bootstrapped(workplace, store, i);
      taken.add(done.nanos());
      workplace.programs().stop(done.terminal().program());
      limit.add(copy(done.terminal().data().resolve("ref.db")));
    }
    workplace.programs().stop(store.program());
    String work = "bootstrap of a terminal with %,d items".formatted(items);
    List<Figure> figures = new ArrayList<>();
    figures.add(
        Figure.ratio(work, "against the copy", taken.median(), limit.median(), Bound.atMost("2")));
    figures.add(
        Figure.millis(
            work, "median", taken.median(), items <= 100_000 ? Bound.atMost("600") : Bound.none()));
    figures.add(
        Figure.millis(work, "the limit, copying and syncing", limit.median(), Bound.none()));
    return figures;
  }

  private record Bootstrapped(Terminal terminal, long nanos) {}

  /** An agent that runs already, and finds the store when its line is plugged in. */
  private Bootstrapped bootstrapped(Workplace workplace, Store store, int i)
      throws IOException, InterruptedException {
    TerminalId id = new TerminalId("T" + i);
    Terminal terminal =
        new Terminal(workplace.programs(), store, id, workplace.data().resolve(name() + "-" + id));
    terminal.enrol();
    store.link().cut();
    terminal.comeUp();
    store.link().restore();
    long started = System.nanoTime();
    while (!terminal.synchronise()) {
      if (System.nanoTime() - started > 300_000_000_000L) {
        throw new IOException("the terminal does not reach its store");
      }
    }
    long nanos = System.nanoTime() - started;
    long held = terminal.status().path("catalogue").path("items").asLong();
    if (held != items) {
      throw new IOException("the terminal holds %,d items of %,d".formatted(held, items));
    }
    return new Bootstrapped(terminal, nanos);
  }

  private static long copy(Path file) throws IOException {
    Path copy = file.resolveSibling("copy");
    long started = System.nanoTime();
    try (FileChannel from = FileChannel.open(file);
        FileChannel to =
            FileChannel.open(copy, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
      while (from.read(block) >= 0) {
        to.write(block.flip());
        block.clear();
      }
      to.force(true);
    }
    long nanos = System.nanoTime() - started;
    Files.delete(copy);
    return nanos;
  }

  private static byte[] catalogue(int from, int to) {
    StringBuilder csv = new StringBuilder("item,description,price,tax_code,tax_rate,barcodes\n");
    for (int i = from; i < to; i++) {
      csv.append("B%07d,Measured item %d,1.25,STD,20,50%011d%n".formatted(i, i, i));
    }
    return csv.toString().getBytes(StandardCharsets.UTF_8);
  }
}
