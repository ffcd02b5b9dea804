package io.tillstream.endtoend.chaos;

import io.tillstream.endtoend.books.Reconcile;
import io.tillstream.endtoend.books.StoreBooks;
import io.tillstream.endtoend.drain.AwaitDrained;
import io.tillstream.endtoend.drain.NowAndThen;
import io.tillstream.endtoend.http.HttpPeer;
import io.tillstream.endtoend.link.Link;
import io.tillstream.endtoend.program.Programs;
import io.tillstream.endtoend.tier.AwaitSeeded;
import io.tillstream.endtoend.tier.Chain;
import io.tillstream.endtoend.tier.Computer;
import io.tillstream.endtoend.tier.OpenShops;
import io.tillstream.endtoend.tier.Store;
import io.tillstream.endtoend.tier.Terminal;
import io.tillstream.endtoend.trade.CatalogueItem;
import io.tillstream.endtoend.trade.MakeUpDay;
import io.tillstream.endtoend.trade.Trade;
import io.tillstream.endtoend.trade.WriteCatalogue;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.money.UnitPrice;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * A chain of real programs whose tills sell without a pause, and whose lines can fail one by one.
 * One thread brings trouble; the tills have their own.
 */
public final class Shops implements AutoCloseable {

  private static final int PAIR = 2;

  private final Chain chain;
  private final Trade trade;
  private final Acknowledged record;
  private final List<KeepSelling> tills = new ArrayList<>();
  private final Consumer<String> progress;
  private final Set<String> repriced = new TreeSet<>();
  private long priceChanges;

  private Shops(Chain chain, Trade trade, Consumer<String> progress) {
    this.chain = chain;
    this.trade = trade;
    this.progress = progress;
    Map<StoreId, Map<String, Quantity>> opening = new HashMap<>();
    for (Store store : chain.stores()) {
      opening.put(store.id(), goods(trade));
    }
    record = new Acknowledged(opening);
  }

  /** Starts them with goods on the shelves, and returns when every terminal knows of them. */
  public static Shops open(
      Programs programs, Path data, int stores, int terminals, Consumer<String> progress)
      throws IOException, InterruptedException {
    Trade trade = MakeUpDay.forTills(1);
    Chain chain =
        new OpenShops(programs, data, Optional.empty(), progress, true).open(stores, terminals);
    Shops shops = new Shops(chain, trade, progress);
    for (Store store : chain.stores()) {
      store.importCatalogue(WriteCatalogue.of(trade.items()));
      store.receiveGoods("OPENING", goods(trade));
      shops.changePrices(store, 0);
    }
    AwaitSeeded.await(chain.terminals());
    return shops;
  }

  private static Map<String, Quantity> goods(Trade trade) {
    Map<String, Quantity> goods = new HashMap<>(trade.opening());
    trade.lateItems().forEach(item -> goods.remove(item.code()));
    return goods;
  }

  /** All tills begin to sell. */
  public void sell(long seed, Duration pause) {
    for (Terminal terminal : chain.terminals()) {
      EndlessSales sales = new EndlessSales(terminal.name(), trade.items(), seed);
      // One receipt at a time, and only this till draws from its own sales.
      tills.add(
          new KeepSelling(
              terminal.name(), HttpPeer.at(terminal.local().port()), sales::next, record, pause));
    }
  }

  /** The till at the n-th terminal, from 0. */
  public KeepSelling till(int n) {
    return tills.get(n);
  }

  /** The programs. */
  public Chain chain() {
    return chain;
  }

  /** The catalogue. */
  public List<CatalogueItem> items() {
    return trade.items();
  }

  /** What was acknowledged so far. */
  public Acknowledged record() {
    return record;
  }

  /** How often a till had to ask again. */
  public long repeats() {
    return tills.stream().mapToLong(KeepSelling::repeats).sum();
  }

  /** A computer loses its process, and comes up again. */
  public void kill(Computer computer) throws IOException, InterruptedException {
    computer.program().kill();
    computer.comeUp();
  }

  /** A store imports new prices for some items, and one price for the two of the pair. */
  public void changePrices(Store store, int items) throws IOException {
    UnitPrice ofThePair = new UnitPrice(10_000 + ++priceChanges);
    List<CatalogueItem> changed = new ArrayList<>();
    pair().forEach(item -> changed.add(at(ofThePair, item)));
    List<CatalogueItem> others = trade.items().subList(PAIR, trade.items().size());
    for (int i = 0; i < items; i++) {
      CatalogueItem item = others.get((int) (priceChanges++ * 7 % others.size()));
      changed.add(at(new UnitPrice(10_000 + priceChanges % 9_000 * 100), item));
    }
    changed.forEach(item -> repriced.add(item.code()));
    store.importCatalogue(WriteCatalogue.of(changed));
  }

  /** Two items whose prices change together, and are the same at any time. */
  List<CatalogueItem> pair() {
    return trade.items().subList(0, PAIR);
  }

  private static CatalogueItem at(UnitPrice price, CatalogueItem item) {
    return new CatalogueItem(
        item.code(), item.description(), price, item.tax(), item.barcodes(), item.stocked());
  }

  /** All lines carry again. */
  public void heal() throws IOException {
    for (Link line : lines()) {
      line.restore();
    }
  }

  private List<Link> lines() {
    List<Link> lines = new ArrayList<>();
    chain.terminals().forEach(terminal -> lines.add(terminal.line()));
    for (Store store : chain.stores()) {
      lines.add(store.link());
      store.uplinkLine().ifPresent(lines::add);
    }
    return lines;
  }

  // The last receipt of each till is answered, or it is told why not.
  private List<String> closeTills() throws InterruptedException {
    tills.forEach(KeepSelling::closeSoon);
    List<String> unanswered = new ArrayList<>();
    for (KeepSelling till : tills) {
      String failure = till.end();
      if (failure != null) {
        unanswered.add(failure);
      }
    }
    return unanswered;
  }

  /**
   * Lines are healed, the tills close, everything drains, and the books are compared.
   *
   * @throws AwaitDrained.DoesNotDrain when something hangs
   */
  public Findings settle() throws IOException, InterruptedException {
    heal();
    return settle(System.nanoTime());
  }

  /**
   * The tills close, everything drains, and the books are compared.
   *
   * @param healedNanos when the last line was healed
   * @throws AwaitDrained.DoesNotDrain when something hangs
   */
  Findings settle(long healedNanos) throws IOException, InterruptedException {
    progress.accept("Closing the tills");
    List<String> unanswered = closeTills();
    progress.accept("Waiting until everything has drained");
    new AwaitDrained(chain, new NowAndThen(progress)).await("Draining");
    Duration drained = Duration.ofNanos(System.nanoTime() - healedNanos);
    progress.accept("Reading the books of every program");
    List<StoreBooks> books = StoreBooks.read(chain);
    return new Findings(
        record,
        books,
        Reconcile.of(
            books,
            chain.stores().stream().map(store -> record.onHand(store.id())).toList(),
            record.count()),
        unanswered,
        Prices.compare(chain, repriced),
        drained);
  }

  @Override
  public void close() {
    tills.forEach(KeepSelling::close);
    lines().forEach(Link::close);
  }
}
