package io.tillstream.endtoend.demo;

import io.tillstream.endtoend.drain.AwaitDrained;
import io.tillstream.endtoend.stage.Progress;
import io.tillstream.endtoend.tier.Broker;
import io.tillstream.endtoend.tier.Chain;
import io.tillstream.endtoend.tier.Store;
import io.tillstream.endtoend.till.Sell;
import io.tillstream.endtoend.trade.Dealt;
import io.tillstream.endtoend.trade.Receipt;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Sells all there is: link up, link cut, link up again, and the troubles that were asked for. */
final class SellThroughOutage {

  private final Chain chain;
  private final Dealt dealt;
  private final Optional<CountAccount> counted;
  private final Optional<CountInMidStream> count;
  private final Optional<SeedConflicts> conflicts;
  private final Optional<Broker> broker;
  private final boolean killing;
  private final Progress progress;
  private final List<String> troubles = new ArrayList<>();
  private final List<String> unready = new ArrayList<>();

  /**
   * Prepares.
   *
   * @param broker that is away for a part of the day
   * @param killing whether programs are killed on the way
   */
  SellThroughOutage(
      Chain chain,
      Account account,
      Optional<SeedConflicts> conflicts,
      Optional<Broker> broker,
      boolean killing,
      Progress progress) {
    this.chain = chain;
    this.dealt = account.dealt();
    this.counted = account.counted();
    this.count = counted.map(of -> new CountInMidStream(chain, of, progress::step));
    this.conflicts = conflicts;
    this.broker = broker;
    this.killing = killing;
    this.progress = progress;
  }

  /** Sells, and returns when everything has drained. */
  Times sell(Duration starting, Duration seeding) throws IOException, InterruptedException {
    Stopwatch watch = new Stopwatch();
    KillOnTheWay kill = new KillOnTheWay(chain, progress::step);
    if (killing) {
      kill.serversWhile(this::before);
    } else {
      before();
    }
    Duration before = watch.lap();
    chain.stores().forEach(store -> store.link().cut());
    if (conflicts.isPresent()) {
      conflicts.get().recall();
    }
    if (killing) {
      kill.agentsWhile(() -> sell("link cut", dealt.during()));
      troubles.add("every program was killed in mid-trade, head office twice");
    } else {
      sell("link cut", dealt.during());
    }
    Duration during = watch.lap();
    for (Store store : chain.stores()) {
      store.link().restore();
    }
    if (count.isPresent()) {
      count.get().bringBack();
    }
    if (conflicts.isPresent()) {
      conflicts.get().loseGoodsOnTheWay();
    }
    after();
    Duration after = watch.lap();
    progress.step("Waiting until everything has drained");
    new AwaitDrained(chain, progress::update).await("Draining");
    return new Times(starting, seeding, before, during, after, watch.lap());
  }

  /** The count that was taken on the way. */
  Optional<CountInMidStream> count() {
    return count;
  }

  /** What was done besides selling, a sentence each. */
  List<String> troubles() {
    return troubles;
  }

  /** Whether the stores stayed ready while the broker was away; empty when it never was. */
  Optional<Verdict> readyWithoutBroker() {
    return broker.map(
        away -> new Verdict("broker away", "the stores stayed ready without the broker", unready));
  }

  private void before() throws IOException, InterruptedException {
    if (count.isEmpty()) {
      sell("link up", dealt.before());
      return;
    }
    sell("link up", counted.orElseThrow().before());
    count.get().cutOneOff();
    Beside.run(
        () -> sell("link up, counting", counted.orElseThrow().meanwhile()), count.get()::take);
    troubles.add(count.get().story());
  }

  private void after() throws IOException, InterruptedException {
    if (broker.isEmpty()) {
      sell("link up again", dealt.after());
      return;
    }
    progress.step("Stopping the broker");
    broker.get().stop();
    Stopwatch watch = new Stopwatch();
    int made = sell("link up again, broker away", half(dealt.after(), true));
    for (Store store : chain.stores()) {
      if (!store.isReady()) {
        unready.add("store " + store.id() + " was not ready");
      }
    }
    progress.step("Starting the broker again");
    broker.get().comeUp();
    troubles.add(
        "the broker was away for %s, while %,d receipts were made"
            .formatted(PrintOutcome.seconds(watch.lap()).strip(), made));
    sell("link up again", half(dealt.after(), false));
  }

  private static List<List<Receipt>> half(List<List<Receipt>> hands, boolean first) {
    List<List<Receipt>> halves = new ArrayList<>();
    for (List<Receipt> hand : hands) {
      int middle = hand.size() / 2;
      halves.add(first ? hand.subList(0, middle) : hand.subList(middle, hand.size()));
    }
    return halves;
  }

  private int sell(String link, List<List<Receipt>> hands)
      throws IOException, InterruptedException {
    int receipts = hands.stream().mapToInt(List::size).sum();
    if (receipts == 0) {
      return 0;
    }
    progress.step("Selling, " + link);
    try {
      new Sell(chain.terminals(), killing, receipt -> count.ifPresent(c -> c.rung(receipt)))
          .receipts(
              hands,
              (done, all) ->
                  progress.update("Selling, %s: %,d of %,d receipts".formatted(link, done, all)));
    } catch (IOException e) {
      LockSupport.parkNanos(500_000_000); // a process ends a little after its connections
      chain.requireAlive(); // and explains more than they do
      throw e;
    }
    return receipts;
  }
}
