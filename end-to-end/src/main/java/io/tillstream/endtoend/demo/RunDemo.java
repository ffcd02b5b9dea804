package io.tillstream.endtoend.demo;

import io.tillstream.endtoend.books.ExportBooks;
import io.tillstream.endtoend.books.Reconcile;
import io.tillstream.endtoend.books.Reconciliation;
import io.tillstream.endtoend.books.StoreBooks;
import io.tillstream.endtoend.books.StoreProof;
import io.tillstream.endtoend.drain.AwaitDrained;
import io.tillstream.endtoend.speed.MeasureSpeed;
import io.tillstream.endtoend.speed.MemoryUse;
import io.tillstream.endtoend.speed.Speed;
import io.tillstream.endtoend.stage.Progress;
import io.tillstream.endtoend.stage.Stage;
import io.tillstream.endtoend.tier.AwaitSeeded;
import io.tillstream.endtoend.tier.Broker;
import io.tillstream.endtoend.tier.Chain;
import io.tillstream.endtoend.tier.OpenShops;
import io.tillstream.endtoend.tier.Store;
import io.tillstream.endtoend.tier.StoreDatabase;
import io.tillstream.endtoend.till.Sell;
import io.tillstream.endtoend.trade.CatalogueItem;
import io.tillstream.endtoend.trade.Dealt;
import io.tillstream.endtoend.trade.ExpectedOnHand;
import io.tillstream.endtoend.trade.Receipt;
import io.tillstream.endtoend.trade.Trade;
import io.tillstream.endtoend.trade.WriteCatalogue;
import io.tillstream.endtoend.trade.WriteCustomers;
import io.tillstream.protocol.money.Quantity;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.locks.LockSupport;

/** A demonstration from opening the shops to the verdict. */
final class RunDemo {

  private final Trade trade;
  private final Scale scale;
  private final Optional<StoreDatabase> database;
  private final Stage stage;
  private final Progress progress;
  private final PrintStream out;
  private final Dealt dealt;
  private final boolean killing;
  private final boolean overABroker;

  RunDemo(
      Trade trade,
      Scale scale,
      Optional<StoreDatabase> database,
      boolean overABroker,
      Stage stage,
      Progress progress,
      PrintStream out,
      boolean killing) {
    this.killing = killing;
    this.overABroker = overABroker;
    this.trade = trade;
    this.scale = scale;
    this.database = database;
    this.stage = stage;
    this.progress = progress;
    this.out = out;
    this.dealt = Dealt.to(scale.tills(), scale.outagePercent(), trade.receipts());
  }

  /** Runs; the exit code. */
  int run(Path export, Path json, boolean measure, boolean keep)
      throws IOException, InterruptedException, SQLException {
    Introduce.demo(out, trade, scale, database, overABroker);
    Stopwatch watch = new Stopwatch();
    Chain chain = opening().open(scale.stores(), scale.terminalsPerStore(), this::furnish);
    Duration starting = watch.lap();
    progress.step("Waiting until every terminal has catalogue and stock");
    AwaitSeeded.await(chain.terminals());
    Duration seeding = watch.lap();
    Times times = sell(chain, starting, seeding, watch);
    List<String> released = new ReleaseLateItems(chain, trade, progress).release();

    progress.step("Reading the books of every program");
    List<StoreBooks> books = StoreBooks.read(chain);
    Reconciliation reconciliation = Reconcile.of(books, expectedOnHand(), trade.receipts().size());
    progress.step("Letting every store prove that all tiers hold the same");
    List<StoreProof> proofs = StoreProof.read(chain.stores());
    if (export != null) {
      ExportBooks.to(export, books);
    }
    MemoryUse memory = MemoryUse.of(chain);
    long cleared = keep ? 0 : clearAway(chain);
    Outcome outcome =
        new Outcome(
            trade.title(),
            scale,
            database.map(StoreDatabase::toString).orElse("H2, embedded"),
            dealt.during().stream().mapToInt(List::size).sum(),
            trade.receipts().size(),
            released,
            reconciliation,
            proofs,
            times,
            memory,
            cleared,
            null);
    if (measure) {
      if (!keep) {
        progress.step("Stopping the shops");
        stage.programs().close(); // idle programs would still take part in what is measured
      }
      outcome = outcome.with(measureSpeed());
    }
    progress.clear();
    new PrintOutcome(out).print(outcome);
    if (json != null) {
      WriteJson.to(json, outcome);
    }
    if (!outcome.isWell()) {
      stage.keep();
      out.println("Data and logs are kept in " + stage.data());
    }
    if (keep) {
      new KeepRunning(chain, stage, out).untilInterrupted();
    }
    return outcome.isWell() ? 0 : 1;
  }

  private OpenShops opening() throws IOException, InterruptedException {
    OpenShops opening = new OpenShops(stage.programs(), stage.data(), database, progress::step);
    if (overABroker) {
      progress.step("Starting a Kafka broker");
      Broker broker = new Broker(stage.programs(), stage.data().resolve("broker"));
      broker.comeUp();
      opening.over(broker);
    }
    return opening;
  }

  private long clearAway(Chain chain) throws IOException, InterruptedException {
    progress.step("Clearing away at the terminals what head office holds");
    return new ClearAway(chain).documents();
  }

  // Before the terminals come, so that they begin from a snapshot; what changes later comes in
  // pages.
  private void furnish(Store store) throws IOException {
    progress.step(
        "Importing %,d items and booking opening stock in %s"
            .formatted(trade.items().size(), store.id()));
    store.importCatalogue(WriteCatalogue.of(trade.items()));
    store.importCustomers(WriteCustomers.of(trade.receipts()));
    Map<String, Quantity> opening = new HashMap<>(trade.opening());
    trade.lateItems().stream().map(CatalogueItem::code).forEach(opening::remove);
    store.receiveGoods("OPENING", opening);
  }

  private Times sell(Chain chain, Duration starting, Duration seeding, Stopwatch watch)
      throws IOException, InterruptedException {
    watch.lap();
    KillOnTheWay kill = new KillOnTheWay(chain, progress::step);
    if (killing) {
      kill.serversWhile(() -> sell("link up", chain, dealt.before()));
    } else {
      sell("link up", chain, dealt.before());
    }
    Duration before = watch.lap();
    chain.stores().forEach(store -> store.link().cut());
    if (killing) {
      kill.agentsWhile(() -> sell("link cut", chain, dealt.during()));
    } else {
      sell("link cut", chain, dealt.during());
    }
    Duration during = watch.lap();
    for (Store store : chain.stores()) {
      store.link().restore();
    }
    sell("link up again", chain, dealt.after());
    Duration after = watch.lap();
    progress.step("Waiting until everything has drained");
    new AwaitDrained(chain, progress::update).await("Draining");
    return new Times(starting, seeding, before, during, after, watch.lap());
  }

  private void sell(String link, Chain chain, List<List<Receipt>> hands)
      throws IOException, InterruptedException {
    if (hands.stream().allMatch(List::isEmpty)) {
      return;
    }
    progress.step("Selling, " + link);
    try {
      new Sell(chain.terminals(), killing)
          .receipts(
              hands,
              (done, all) ->
                  progress.update("Selling, %s: %,d of %,d receipts".formatted(link, done, all)));
    } catch (IOException e) {
      LockSupport.parkNanos(500_000_000); // a process ends a little after its connections
      chain.requireAlive(); // and explains more than they do
      throw e;
    }
  }

  private List<SortedMap<String, Quantity>> expectedOnHand() {
    List<SortedMap<String, Quantity>> expected = new ArrayList<>();
    for (int s = 0; s < scale.stores(); s++) {
      ExpectedOnHand onHand = new ExpectedOnHand(trade.opening());
      for (int t = 0; t < scale.terminalsPerStore(); t++) {
        dealt.of(s * scale.terminalsPerStore() + t).forEach(onHand::add);
      }
      expected.add(onHand.onHand());
    }
    return expected;
  }

  private Speed measureSpeed() throws IOException, InterruptedException, SQLException {
    try {
      return new MeasureSpeed(stage.scratch(), stage.data().resolve("speed"), progress::step)
          .measure();
    } finally {
      stage.scratch().close();
    }
  }
}
