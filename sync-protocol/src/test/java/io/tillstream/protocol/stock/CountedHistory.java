package io.tillstream.protocol.stock;

import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.money.Quantity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * What happened in a shop: goods came and went at three terminals, some vanished, and now and then
 * somebody counted what stood there. The shelf itself is kept beside it, so that nothing of the
 * books is needed to know what is right.
 */
final class CountedHistory {

  static final List<String> ITEMS = List.of("A", "B", "C");
  static final Location SHELF = Location.SHOP_FLOOR;

  private static final StoreId STORE = new StoreId("S1");
  private static final List<TerminalId> TERMINALS =
      List.of(new TerminalId("T1"), new TerminalId("T2"), new TerminalId("T3"));

  /** What reaches the books, in some order or other. */
  sealed interface Event {}

  /** A document arrives. */
  record Arrives(DocumentKey document, List<Movement> movements) implements Event {}

  /** A count is posted. */
  record Posted(StockCount count) implements Event {}

  /** A person says that a document which the cut leaves out was there before the count. */
  record FoundInside(StockCount count, Arrives document) implements Event {}

  private final Random random;
  private final Map<String, Long> shelf = new HashMap<>();
  private final Map<String, Long> vanishedSinceCount = new HashMap<>();
  private final Map<TerminalId, Cut.Place> standing = new HashMap<>();
  private final List<Arrives> documents = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();
  private Cut lastCut = Cut.NOTHING;
  private int counts;

  CountedHistory(Random random) {
    this.random = random;
    for (int happenings = 2 + random.nextInt(9); happenings > 0; happenings--) {
      switch (random.nextInt(8)) {
        case 0 -> vanish();
        case 1, 2 -> count();
        case 3 -> enrolAnew();
        default -> trade();
      }
    }
  }

  /** All that is to reach the books. */
  List<Event> events() {
    return events;
  }

  /** What stands there, but for what has vanished since it was counted last: nobody saw that. */
  Map<String, Quantity> truth() {
    Map<String, Quantity> truth = new TreeMap<>();
    for (String item : ITEMS) {
      truth.put(
          item,
          new Quantity(shelf.getOrDefault(item, 0L) + vanishedSinceCount.getOrDefault(item, 0L)));
    }
    return truth;
  }

  private void trade() {
    TerminalId terminal = TERMINALS.get(random.nextInt(TERMINALS.size()));
    Cut.Place before = standing.getOrDefault(terminal, new Cut.Place(1, 0));
    Cut.Place place = new Cut.Place(before.epoch(), before.n() + 1);
    standing.put(terminal, place);
    DocumentKey key = new DocumentKey(STORE, terminal, place.epoch(), place.n());
    List<Movement> movements = new ArrayList<>();
    for (int line = random.nextInt(3); line >= 0; line--) {
      boolean isSale = random.nextInt(3) > 0;
      Movement movement =
          new Movement(
              key,
              line,
              isSale ? SHELF : Location.SUPPLIER,
              isSale ? Location.CUSTOMER : SHELF,
              ITEMS.get(random.nextInt(ITEMS.size())),
              Quantity.ofUnits(1L + random.nextInt(5)));
      movements.add(movement);
      shelf.merge(movement.item(), movement.effectAt(SHELF).thousandths(), Long::sum);
    }
    Arrives document = new Arrives(key, movements);
    documents.add(document);
    events.add(document);
  }

  private void vanish() {
    String item = ITEMS.get(random.nextInt(ITEMS.size()));
    long thousandths = 1_000L * (1 + random.nextInt(3));
    shelf.merge(item, -thousandths, Long::sum);
    vanishedSinceCount.merge(item, thousandths, Long::sum);
  }

  private void enrolAnew() {
    standing.computeIfPresent(
        TERMINALS.get(random.nextInt(TERMINALS.size())),
        (terminal, place) -> new Cut.Place(place.epoch() + 1, 0));
  }

  /** Some terminals have no mark: of those the cut knows only what had come by then. */
  private void count() {
    Map<TerminalId, Cut.Place> marks = new HashMap<>();
    standing.forEach(
        (terminal, place) ->
            marks.put(
                terminal,
                random.nextInt(4) > 0
                    ? place
                    : new Cut.Place(place.epoch(), random.nextLong(place.n() + 1))));
    lastCut = new Cut(marks).and(lastCut);
    boolean isFull = random.nextBoolean();
    Map<String, Quantity> found = new HashMap<>();
    for (String item : ITEMS) {
      boolean isCounted = isFull || random.nextBoolean();
      // Nothing of it there: a full count lists it or not, and means the same.
      boolean isListed = shelf.getOrDefault(item, 0L) != 0 || random.nextBoolean();
      if (isCounted && isListed) {
        found.put(item, new Quantity(shelf.getOrDefault(item, 0L)));
      }
      if (isCounted && (isListed || isFull)) {
        vanishedSinceCount.remove(item);
      }
    }
    StockCount count = new StockCount("C" + ++counts, SHELF, isFull, lastCut, found);
    events.add(new Posted(count));
    documents.stream()
        .filter(document -> !count.cut().includes(document.document()))
        .forEach(document -> events.add(new FoundInside(count, document)));
  }
}
