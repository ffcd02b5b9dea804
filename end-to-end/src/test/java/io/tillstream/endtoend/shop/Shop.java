package io.tillstream.endtoend.shop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.endtoend.books.Reconcile;
import io.tillstream.endtoend.books.Reconciliation;
import io.tillstream.endtoend.books.StoreBooks;
import io.tillstream.endtoend.link.Link;
import io.tillstream.endtoend.program.Launch;
import io.tillstream.endtoend.program.Programs;
import io.tillstream.endtoend.tier.Broker;
import io.tillstream.endtoend.tier.Chain;
import io.tillstream.endtoend.tier.HeadOffice;
import io.tillstream.endtoend.tier.OpenShops;
import io.tillstream.endtoend.tier.Store;
import io.tillstream.endtoend.tier.Terminal;
import io.tillstream.endtoend.trade.CatalogueItem;
import io.tillstream.endtoend.trade.ExpectedOnHand;
import io.tillstream.endtoend.trade.Receipt;
import io.tillstream.endtoend.trade.WriteCatalogue;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.money.UnitPrice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A shop of real programs: head office, a store server and tills, {@code
 * aShop().with(aTerminal())}. Tills can be added at any time; a test has one of its own.
 */
public final class Shop implements AutoCloseable {

  private static final Quantity OPENING = Quantity.ofUnits(1_000);

  private final Path data;
  private final Programs programs;
  private final Chain chain;
  private final Broker broker; // null without one
  private final List<Till> tills = new ArrayList<>();
  private final ExpectedOnHand expected;

  private Shop(Programs programs, boolean hasBroker) throws IOException, InterruptedException {
    this.programs = programs;
    data = Files.createTempDirectory("tillstream-shop-");
    OpenShops opening = new OpenShops(programs, data, Optional.empty(), step -> {}, true);
    broker = hasBroker ? new Broker(programs, data.resolve("broker")) : null;
    if (hasBroker) {
      broker.comeUp();
      opening.over(broker);
    }
    chain = opening.open(1, 0);
    Map<String, Quantity> shelf = new LinkedHashMap<>();
    items().forEach(item -> shelf.put(item.code(), OPENING));
    expected = new ExpectedOnHand(shelf);
    store().importCatalogue(WriteCatalogue.of(items()));
    store().receiveGoods("OPENING", shelf);
  }

  /** A shop with shelves, and no till yet. */
  public static Shop aShop() throws IOException, InterruptedException {
    return new Shop(new Programs(), false);
  }

  /** The same, whose facts go up by way of a message broker. */
  public static Shop aShopWithABroker() throws IOException, InterruptedException {
    return new Shop(new Programs(), true);
  }

  /** The same, with programs on computers that are not quite as usual. */
  public static Shop aShop(Function<Launch, Map<String, String>> surroundings)
      throws IOException, InterruptedException {
    return new Shop(new Programs(surroundings), false);
  }

  /** A till as shops have them. */
  public static TillPlan aTerminal() {
    return new TillPlan();
  }

  /** A till that is still to be set up. */
  public static final class TillPlan {
    private TillPlan() {}
  }

  /** Sets up one more till, and returns the shop. */
  public Shop with(TillPlan plan) throws IOException, InterruptedException {
    add(plan);
    return this;
  }

  /** Sets up one more till, and returns the till. */
  public Till add(TillPlan plan) throws IOException, InterruptedException {
    TerminalId id = new TerminalId("T" + (tills.size() + 1));
    Terminal terminal = new Terminal(programs, store(), id, data.resolve("terminal-S1-" + id));
    terminal.enrol();
    terminal.comeUp();
    Till till = new Till(terminal, expected);
    Until.holds("till " + id + " has the catalogue", till::isSeeded);
    tills.add(till);
    return till;
  }

  /** Goods arrive: so many of the first item. */
  public void receivesGoods(String reference, long units) throws IOException {
    Receipt.Line line = line(0, units);
    store().receiveGoods(reference, Map.of(line.item(), line.quantity()));
    synchronized (expected) { // tills sell at the same time
      expected.add(
          new Receipt(
              DocumentType.GOODS_RECEIPT, reference, "2025-11-29", null, null, List.of(line)));
    }
  }

  /** Something is gone, and nobody has noticed: so many of the first item. */
  public void losesUnnoticed(long units) {
    synchronized (expected) {
      expected.add(
          new Receipt(
              DocumentType.WRITE_OFF, "LOST", "2025-11-29", null, null, List.of(line(0, units))));
    }
  }

  /** What stands on the shelves, by item. */
  public SortedMap<String, Quantity> shelves() {
    synchronized (expected) {
      return new TreeMap<>(expected.onHand());
    }
  }

  /** The n-th till, from 1. */
  public Till till(int n) {
    return tills.get(n - 1);
  }

  /** Its store server. */
  public Store store() {
    return chain.stores().getFirst();
  }

  /** Its head office. */
  public HeadOffice headOffice() {
    return chain.headOffice();
  }

  /** Its message broker. */
  public Broker broker() {
    return broker;
  }

  /** For programs that a test starts beside the shop's. */
  public Programs programs() {
    return programs;
  }

  /** A directory for files of a test. */
  public Path data() {
    return data;
  }

  /**
   * Waits until nothing is on its way any more, and compares the books of all tiers and of these
   * tills with each other, and with what was acknowledged to their till apps.
   */
  public Reconciliation reconcileWhenDrained(Till... of) throws IOException {
    List<Till> asked = List.of(of);
    for (Till till : asked) {
      Until.holds("everything of " + till.name() + " has drained", till::hasDrained);
    }
    Chain seen =
        new Chain(headOffice(), chain.stores(), asked.stream().map(Till::terminal).toList());
    assertThat(TheFeed.asked(headOffice())).isNotEmpty(); // by docs/schema, each of them
    return Reconcile.of(
        StoreBooks.read(seen),
        List.of(expected.onHand()),
        asked.stream().mapToLong(Till::acknowledged).sum());
  }

  /**
   * Has all terminals and the store compare until nothing is on its way any more and all hold the
   * same; what the store says then.
   */
  public JsonNode provedEqual() {
    AtomicReference<JsonNode> last = new AtomicReference<>();
    Until.holds(
        "all tiers hold the same",
        () -> {
          for (Till till : tills) {
            till.terminal().compareItself();
          }
          last.set(store().equality());
          if (!last.get().path("equal").asBoolean()) {
            throw new IllegalStateException(last.toString());
          }
          return true;
        });
    return last.get();
  }

  static List<CatalogueItem> items() {
    return Stream.iterate(0, i -> i < 12, i -> i + 1)
        .map(
            i ->
                new CatalogueItem(
                    "85123" + (char) ((i % 2 == 0 ? 'A' : 'a') + i / 2),
                    "Thing " + i,
                    new UnitPrice(12_500 + i),
                    new CatalogueItem.Tax("STD", "20"),
                    List.of("40000000000" + (10 + i)),
                    true))
        .toList();
  }

  @Override
  public void close() throws IOException {
    programs.close();
    store().link().close();
    store().uplinkLine().ifPresent(Link::close);
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  static Receipt.Line line(int item, long units) {
    CatalogueItem sold = items().get(item % items().size());
    return new Receipt.Line(sold.code(), null, Quantity.ofUnits(units), null, null, true);
  }
}
