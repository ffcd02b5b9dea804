package io.tillstream.endtoend.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.endtoend.chaos.Trouble.Where;
import io.tillstream.endtoend.link.Link;
import io.tillstream.endtoend.program.Programs;
import io.tillstream.endtoend.tier.Computer;
import io.tillstream.endtoend.tier.Store;
import io.tillstream.endtoend.tier.Terminal;
import io.tillstream.endtoend.trade.Receipt;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Lets troubles happen to shops, one after the other, and counts them. What is wrong with a line
 * goes on while the next trouble comes; a killed program is up again before. One thread.
 */
public final class BringTrouble implements AutoCloseable {

  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private final Shops shops;
  private final Consumer<String> progress;
  private final Supplier<Receipt> probes;
  private final Disks disks;
  private final StoreBackups backups = new StoreBackups();
  private final ScheduledExecutorService healing = Executors.newSingleThreadScheduledExecutor();
  private final Map<String, Integer> counts = new TreeMap<>();

  /** For these shops, with programs that somebody else ends. */
  public BringTrouble(Programs programs, Shops shops, Consumer<String> progress) {
    this.shops = shops;
    probes = new EndlessSales("PROBE", shops.items(), 0)::next;
    disks = new Disks(programs, probes);
    this.progress = progress;
  }

  /** Terminals that recorded something when they should not have; a sentence each. */
  public List<String> notRefused() {
    return disks.notRefused();
  }

  /** Receipts that no till has rung. */
  Supplier<Receipt> probes() {
    return probes;
  }

  /** How often each kind of trouble came. */
  public Map<String, Integer> counts() {
    return Map.copyOf(counts);
  }

  /** Lets it happen. */
  public void bring(Trouble trouble) throws IOException, InterruptedException {
    counts.merge(happen(trouble), 1, Integer::sum);
    enrolWhoIsUnknown();
  }

  /** The image of a disk, if there is one, is put back before the trial ends. */
  void putImageBack() throws IOException, InterruptedException {
    OptionalInt imaged = imaged();
    if (imaged.isPresent()) {
      bring(new Trouble.TerminalRestored(imaged.getAsInt()));
    }
  }

  /**
   * Terminals that a restored store does not know are enrolled anew; the others stay as they are.
   */
  public void enrolWhoIsUnknown() throws IOException, InterruptedException {
    List<Terminal> terminals = shops.chain().terminals();
    for (int t = 0; t < terminals.size(); t++) {
      Terminal terminal = terminals.get(t);
      shops
          .till(t)
          .between(
              () -> {
                if (disks.enrolIfUnknown(terminal)) {
                  progress.accept(
                      "terminal enrolled anew at its restored store: " + terminal.name());
                  counts.merge("terminal unknown to a restored store", 1, Integer::sum);
                }
              });
    }
  }

  /**
   * Waits until every terminal has been heard, or was refused, since then, without helping it; who
   * turns out to be unknown is enrolled anew. One that does not call is left alone: it is found
   * where everything has to drain.
   */
  void enrolWhoIsUnknownWhenAllHaveCalled(Instant since) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + JudgeFindings.DRAINED_WITHIN.toNanos();
    while (!allHaveCalled(since) && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
    enrolWhoIsUnknown();
  }

  private boolean allHaveCalled(Instant since) throws IOException {
    for (Terminal terminal : shops.chain().terminals()) {
      JsonNode status = terminal.status();
      String heard = status.path("lastContact").asText("");
      boolean isRefused = status.path("credential").asText().equals("refused");
      if (!isRefused && (heard.isEmpty() || Instant.parse(heard).isBefore(since))) {
        return false;
      }
    }
    return true;
  }

  // What it is counted as.
  private String happen(Trouble trouble) throws IOException, InterruptedException {
    switch (trouble) {
      case Trouble.AgentKilled(int terminal, Duration down) -> {
        Terminal chosen = shops.chain().terminals().get(terminal);
        progress.accept(
            "%s of %s, down for %s".formatted(trouble.kind(), chosen.name(), seconds(down)));
        isDown(chosen, down);
      }
      case Trouble.StoreKilled(int store, Duration down) -> {
        Store chosen = store(store);
        progress.accept(
            "%s: %s, down for %s".formatted(trouble.kind(), chosen.id(), seconds(down)));
        isDown(chosen, down);
      }
      case Trouble.HeadOfficeKilled(Duration down) -> {
        progress.accept("%s, down for %s".formatted(trouble.kind(), seconds(down)));
        isDown(shops.chain().headOffice(), down);
      }
      case Trouble.LineCut(Where where, Duration holds) -> {
        progress.accept("%s %s, for %s".formatted(trouble.kind(), name(where), seconds(holds)));
        line(where).cut();
        healAfter(line(where), holds);
      }
      case Trouble.LineReset(Where where) -> {
        progress.accept("%s %s".formatted(trouble.kind(), name(where)));
        line(where).resetConnections();
      }
      case Trouble.LineSuffers suffers -> {
        progress.accept(
            "%s %s, %s, for %s"
                .formatted(
                    trouble.kind(),
                    name(suffers.where()),
                    suffers.direction(),
                    seconds(suffers.holds())));
        line(suffers.where()).suffers(suffers.direction(), suffers.fault());
        healAfter(line(suffers.where()), suffers.holds());
      }
      case Trouble.StoreRestored(int store) -> {
        Store chosen = store(store);
        if (backups.has(chosen)) {
          progress.accept("store restored from its backup: " + chosen.id());
          backups.restore(chosen);
        } else {
          progress.accept("store backed up: " + chosen.id());
          backups.make(chosen);
          return "store backed up";
        }
      }
      case Trouble.TerminalRestored(int terminal) -> {
        OptionalInt imaged = imaged();
        int drawn = imaged.orElse(terminal);
        Terminal chosen = shops.chain().terminals().get(drawn);
        if (imaged.isPresent()) {
          progress.accept("terminal restored from its image and enrolled anew: " + chosen.name());
          shops.till(drawn).between(() -> disks.restore(chosen));
        } else {
          progress.accept("terminal's disk imaged: " + chosen.name());
          shops.till(drawn).between(() -> disks.image(chosen));
          return "terminal imaged";
        }
      }
      case Trouble.TerminalCopied(int terminal) -> {
        Terminal chosen = shops.chain().terminals().get(terminal);
        progress.accept("terminal's disk copied to another machine: " + chosen.name());
        shops.till(terminal).between(() -> disks.copy(chosen));
      }
      case Trouble.PricesChanged(int store, int items) -> {
        progress.accept("%s in %s: %d".formatted(trouble.kind(), store(store).id(), items));
        shops.changePrices(store(store), items);
      }
    }
    return trouble.kind();
  }

  // There is one image at the most, so that the next time that a disk is drawn it is put back.
  private OptionalInt imaged() {
    List<Terminal> terminals = shops.chain().terminals();
    return IntStream.range(0, terminals.size())
        .filter(t -> disks.hasImage(terminals.get(t)))
        .findFirst();
  }

  private Store store(int n) {
    return shops.chain().stores().get(n);
  }

  private Link line(Where where) {
    return switch (where) {
      case Where.OfTerminal(int terminal) -> shops.chain().terminals().get(terminal).line();
      case Where.OfStore(int store) -> store(store).link();
      case Where.Uplink(int store) -> store(store).uplinkLine().orElseThrow();
    };
  }

  private String name(Where where) {
    return switch (where) {
      case Where.OfTerminal(int terminal) ->
          "between " + shops.chain().terminals().get(terminal).name() + " and its store";
      case Where.OfStore(int store) -> "between " + store(store).id() + " and its terminals";
      case Where.Uplink(int store) -> "between " + store(store).id() + " and head office";
    };
  }

  private void healAfter(Link line, Duration holds) {
    Future<?> unused = // where it fails: all is healed at the end, and loudly then
        healing.schedule(
            () -> {
              line.restore();
              return null;
            },
            holds.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private static void isDown(Computer computer, Duration time)
      throws IOException, InterruptedException {
    computer.program().kill();
    LockSupport.parkNanos(time.toNanos());
    computer.comeUp();
  }

  private static String seconds(Duration time) {
    return "%.1f s".formatted(time.toMillis() / 1000.0);
  }

  /** Nothing is healed on its own any more; {@link Shops#settle} heals all. */
  public void endHealing() {
    healing.shutdownNow();
  }

  @Override
  public void close() {
    endHealing();
  }
}
