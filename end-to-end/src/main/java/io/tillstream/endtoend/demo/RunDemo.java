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
import io.tillstream.endtoend.trade.CatalogueItem;
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

/** A demonstration from opening the shops to the verdict. */
final class RunDemo {

  private final Account account;
  private final Scale scale;
  private final Extras extras;
  private final Optional<StoreDatabase> database;
  private final Stage stage;
  private final Progress progress;
  private final PrintStream out;
  private Broker broker; // null without one

  RunDemo(
      Trade trade,
      Scale scale,
      Extras extras,
      Optional<StoreDatabase> database,
      Stage stage,
      Progress progress,
      PrintStream out) {
    this.account = new Account(trade, scale, extras);
    this.scale = scale;
    this.extras = extras;
    this.database = database;
    this.stage = stage;
    this.progress = progress;
    this.out = out;
  }

  /** Runs; the exit code. */
  int run(Path export, Path json, boolean measure, boolean keep)
      throws IOException, InterruptedException, SQLException {
    Introduce.demo(out, account.trade(), scale, extras, database);
    Stopwatch watch = new Stopwatch();
    Chain chain = opening().open(scale.stores(), scale.terminalsPerStore(), this::furnish);
    Duration starting = watch.lap();
    progress.step("Waiting until every terminal has catalogue and stock");
    AwaitSeeded.await(chain.terminals());
    Duration seeding = watch.lap();
    Optional<SeedConflicts> conflicts =
        extras.conflicts()
            ? Optional.of(new SeedConflicts(chain, account.conflictsOn(), progress::step))
            : Optional.empty();
    SellThroughOutage selling =
        new SellThroughOutage(
            chain,
            account,
            conflicts,
            extras.chaos() ? Optional.ofNullable(broker) : Optional.empty(),
            extras.chaos(),
            progress);
    Times times = selling.sell(starting, seeding);
    List<String> released =
        new ReleaseLateItems(chain, account.trade(), account.withdrawn(), progress).release();

    progress.step("Reading the books of every program");
    List<StoreBooks> books = StoreBooks.read(chain);
    Reconciliation reconciliation = Reconcile.of(books, account.onHand(), account.documents());
    List<Verdict> verdicts = verdicts(chain, selling, conflicts, books.getFirst());
    progress.step("Letting every terminal and store prove that all tiers hold the same");
    List<StoreProof> proofs = StoreProof.read(chain);
    if (!verdicts.isEmpty()) {
      verdicts.addFirst(Verdict.ofEquality(reconciliation, proofs));
    }
    Trials trials = new Trials(selling.troubles(), verdicts);
    if (export != null) {
      ExportBooks.to(export, books);
    }
    MemoryUse memory = MemoryUse.of(chain);
    long cleared = keep ? 0 : clearAway(chain);
    Outcome outcome =
        new Outcome(
            account.trade().title(),
            scale,
            database.map(StoreDatabase::toString).orElse("H2, embedded"),
            account.dealt().during().stream().mapToInt(List::size).sum(),
            account.dealt().size(),
            released,
            reconciliation,
            proofs,
            trials,
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
    // Only one till is cut off while people count; else a store's tills share its line.
    OpenShops opening =
        new OpenShops(stage.programs(), stage.data(), database, progress::step, extras.count());
    if (extras.conflicts()) {
      // Nobody wants to wait five minutes until a store hears what the other one did.
      opening.storesWith("tillstream.transfers.ask-every", "1s");
    }
    if (extras.kafka()) {
      progress.step("Starting a Kafka broker");
      broker = new Broker(stage.programs(), stage.data().resolve("broker"));
      broker.comeUp();
      opening.over(broker);
    }
    return opening;
  }

  private List<Verdict> verdicts(
      Chain chain, SellThroughOutage selling, Optional<SeedConflicts> conflicts, StoreBooks ofFirst)
      throws IOException {
    List<Verdict> verdicts = new ArrayList<>();
    if (selling.count().isPresent()) {
      verdicts.add(selling.count().get().truth(ofFirst, account.onHand().getFirst()));
    }
    if (conflicts.isPresent()) {
      CheckCases cases = new CheckCases(chain);
      for (SeededConflict seeded : conflicts.get().seeded()) {
        verdicts.add(cases.on(seeded));
      }
      verdicts.add(new CheckPolicy(chain.stores().getFirst(), progress::step).verdict());
      new AwaitDrained(chain, progress::update).await("Sending up what the policy settled");
    }
    selling.readyWithoutBroker().ifPresent(verdicts::add);
    return verdicts;
  }

  private long clearAway(Chain chain) throws IOException, InterruptedException {
    progress.step("Clearing away at the terminals what head office holds");
    return new ClearAway(chain).documents();
  }

  // Before the terminals come, so that they begin from a snapshot; what changes later comes in
  // pages.
  private void furnish(Store store) throws IOException {
    Trade trade = account.trade();
    progress.step(
        "Importing %,d items and booking opening stock in %s"
            .formatted(trade.items().size(), store.id()));
    store.importCatalogue(WriteCatalogue.of(trade.items()));
    store.importCustomers(WriteCustomers.of(trade.receipts()));
    Map<String, Quantity> opening = new HashMap<>(trade.opening());
    trade.lateItems().stream().map(CatalogueItem::code).forEach(opening::remove);
    store.receiveGoods("OPENING", opening);
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
