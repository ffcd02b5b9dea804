package io.tillstream.endtoend.bench;

import io.tillstream.endtoend.http.HttpPeer;
import io.tillstream.endtoend.program.ResidentMemory;
import io.tillstream.endtoend.speed.PlainJournal;
import io.tillstream.endtoend.speed.Sales;
import io.tillstream.endtoend.tier.Store;
import io.tillstream.endtoend.tier.Terminal;
import io.tillstream.endtoend.till.TillApp;
import io.tillstream.endtoend.trade.Receipt;
import io.tillstream.endtoend.trade.WriteCatalogue;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;

/**
 * What one sale costs at the till while the store is out of reach, against the same rows by plain
 * JDBC; and what an agent occupies that has nothing to do.
 */
final class MeasureSale implements Measurement {

  private static final String WORK = "one sale committed on a terminal through its HTTP API";
  private static final int WARM_UP = 20_000; // by then the agent's code is compiled
  private static final int COLD = 100;
  private static final int PER_REPEAT = 1_000;
  private static final Duration IDLE = Duration.ofSeconds(30);

  @Override
  public String name() {
    return "sale";
  }

  @Override
  public List<Figure> measure(Workplace workplace)
      throws IOException, InterruptedException, SQLException {
    Store store = workplace.openStore(name());
    store.importCatalogue(WriteCatalogue.of(Sales.catalogue()));
    Terminal terminal = workplace.openTerminals(store, 1).getFirst();
    workplace.progress().accept("Leaving the agent alone for " + IDLE.toSeconds() + " s");
    LockSupport.parkNanos(IDLE.toNanos());
    OptionalLong idle = ResidentMemory.kibOf(terminal.program());
    store.link().cut();
    HttpPeer till = terminal.local(); // one connection, kept alive, as a till app has
    Sales sales = new Sales(terminal.id().value());
    new TillApp(till).ring(sales.next());
    long cold;
    Samples medians = new Samples();
    Samples limits = new Samples();
    Samples slowest = new Samples();
    Samples slowestLimits = new Samples();
    try (PlainJournal plain = PlainJournal.beside(terminal.data().resolve("txn.db"))) {
      cold = ring(till, sales, plain, COLD).agent().median();
      workplace.progress().accept("Warming up with %,d sales, each twice".formatted(WARM_UP));
      ring(till, sales, plain, WARM_UP);
      for (int i = 0; i < workplace.repeats(); i++) {
        workplace.progress().accept("Measuring, %d of %d".formatted(i + 1, workplace.repeats()));
        Pair pair = ring(till, sales, plain, PER_REPEAT);
        medians.add(pair.agent().median());
        limits.add(pair.plain().median());
        slowest.add(pair.agent().at(99));
        slowestLimits.add(pair.plain().at(99));
      }
    }
    return List.of(
        Figure.ratio(WORK, "median", medians.median(), limits.median(), Bound.atMost("1.5")),
        Figure.ratio(WORK, "p99", slowest.median(), slowestLimits.median(), Bound.atMost("2")),
        Figure.millis(WORK, "median", medians.median(), Bound.none()),
        Figure.millis(WORK, "p99", slowest.median(), Bound.none()),
        Figure.millis(WORK, "median of the first " + COLD + " after its start", cold, Bound.none()),
        Figure.millis(
            WORK, "the limit, plain JDBC with FULL, median", limits.median(), Bound.none()),
        Figure.millis(WORK, "the limit, p99", slowestLimits.median(), Bound.none()),
        Figure.of(
            "resident memory, idle", "agent", idle.orElse(0) / 1024, "MiB", Bound.atMost("150")));
  }

  /** Each sale both ways, one after the other, so that both meet the same disk. */
  private static Pair ring(HttpPeer till, Sales sales, PlainJournal plain, int count)
      throws IOException, SQLException {
    Pair pair = new Pair(new Samples(), new Samples());
    for (int i = 0; i < count; i++) {
      Receipt receipt = sales.next();
      byte[] body = receipt.body();
      long started = System.nanoTime();
      till.post(receipt.path(), body).orRefused();
      pair.agent().add(System.nanoTime() - started);
      started = System.nanoTime();
      plain.write();
      pair.plain().add(System.nanoTime() - started);
    }
    return pair;
  }

  private record Pair(Samples agent, Samples plain) {}
}
