package io.tillstream.protocol.escrow;

import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Line;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.stock.Booking;
import io.tillstream.protocol.stock.Movement;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a terminal knows of scarce items: what is leased to its epoch, and of which items it sells
 * no more than that. Each change is a new one, to be written in the transaction of what caused it.
 * Immutable.
 *
 * @param leases by item; of items that are scarce no more, too, because they may be again
 * @param lots of the items that are scarce, how much a terminal has at a time
 * @param doubted items of which the next answer may name what was granted to another machine
 * @param copy whether nothing but the store's word ever said that the journal of this epoch is the
 *     only one, or that its disk was not put back
 * @param returns how many times the epoch has given something back. The witness notes it before the
 *     store is told, so that a disk put back to the time before gives itself away
 */
public record TillLeases(
    SortedMap<String, StockLease> leases,
    SortedMap<String, Long> lots,
    SortedSet<String> doubted,
    boolean copy,
    long returns) {

  /** Of so many items a terminal tells at most. */
  public static final int TOLD_MAX = 1_000;

  /** Nothing is scarce. */
  public static final TillLeases NONE =
      new TillLeases(new TreeMap<>(), new TreeMap<>(), new TreeSet<>(), false, 0);

  /** Copies what it is given. */
  public TillLeases {
    leases = new TreeMap<>(leases);
    lots = new TreeMap<>(lots);
    doubted = new TreeSet<>(doubted);
  }

  /**
   * What may still be sold of a scarce item; nothing before the store has granted something in this
   * epoch. Until then it does not know of the lease, and what customers bring back is free to all.
   */
  public long leftThousandths(String item) {
    StockLease lease = leases.get(item);
    if (lease == null) {
      return 0;
    }
    return lease.grantedThousandths() == 0
        ? Math.min(0, lease.leftThousandths())
        : lease.leftThousandths();
  }

  /**
   * What keeps a document from being made. Sales alone are refused: what has broken, come back or
   * was voided is a fact, and is counted.
   */
  public List<Shortage> shortages(Document document) {
    if (document.type() != DocumentType.SALE || !touches(document, lots)) {
      return List.of(); // as nearly every document
    }
    return onFloor(document).entrySet().stream()
        .filter(each -> lots.containsKey(each.getKey()))
        .filter(each -> leftThousandths(each.getKey()) + each.getValue() < 0)
        .map(each -> new Shortage(each.getKey(), leftThousandths(each.getKey()), -each.getValue()))
        .toList();
  }

  /** The leases that a document changes, as they are after it. */
  public Map<String, StockLease> after(Document document) {
    if (!touches(document, leases)) {
      return Map.of(); // as nearly every document
    }
    Map<String, StockLease> after = new HashMap<>();
    onFloor(document)
        .forEach(
            (item, effect) -> {
              StockLease lease = leases.get(item);
              if (lease != null && document.n() > lease.since()) {
                after.put(item, lease.moved(effect));
              }
            });
    return after;
  }

  /** With some leases in the place of what they were. */
  public TillLeases with(Map<String, StockLease> changed) {
    if (changed.isEmpty()) {
      return this;
    }
    SortedMap<String, StockLease> all = new TreeMap<>(leases);
    all.putAll(changed);
    return new TillLeases(all, lots, doubted, copy, returns);
  }

  /**
   * After the store's answer, to the last question alone: one to an earlier question may be of a
   * store that has been put back since.
   *
   * @param terms of all items that are scarce now
   * @param last n of the terminal's last document: those after it count, where a lease begins
   */
  public TillLeases answered(List<Terms> terms, long last) {
    SortedMap<String, StockLease> all = new TreeMap<>(leases);
    SortedMap<String, Long> scarce = new TreeMap<>();
    for (Terms each : terms) {
      scarce.put(each.item(), each.lotThousandths());
      all.put(each.item(), answered(each, last).keeping(each.keepThousandths()));
    }
    // What is scarce no more is given back; its sums stay, so that none begins twice in an epoch.
    all.replaceAll((item, lease) -> scarce.containsKey(item) ? lease : lease.keeping(0));
    SortedSet<String> stillDoubted = new TreeSet<>(doubted);
    stillDoubted.removeAll(scarce.keySet());
    boolean givesBack =
        all.entrySet().stream()
            .anyMatch(
                each -> each.getValue().returnedThousandths() > returnedThousandths(each.getKey()));
    return new TillLeases(all, scarce, stillDoubted, copy, givesBack ? returns + 1 : returns);
  }

  private long returnedThousandths(String item) {
    StockLease lease = leases.get(item);
    return lease == null ? 0 : lease.returnedThousandths();
  }

  private StockLease answered(Terms terms, long last) {
    StockLease lease = leases.get(terms.item());
    if (lease == null) {
      // Whatever was granted under this name before is not this journal's to sell.
      return StockLease.since(last).grantedInAll(terms.grantedThousandths()).forfeited();
    }
    StockLease granted =
        lease.grantedInAll(terms.grantedThousandths()).returnedInAll(terms.returnedThousandths());
    return doubted.contains(terms.item()) ? granted.leaving(lease.leftThousandths()) : granted;
  }

  /**
   * Without what is left: nothing but the store's word says that this journal is no copy, or its
   * disk was put back; the other one may be selling it, and what it was granted since.
   *
   * @param witnessed how many returns the witness knows of
   */
  public TillLeases forfeited(long witnessed) {
    SortedMap<String, StockLease> all = new TreeMap<>(leases);
    all.replaceAll((item, lease) -> lease.forfeited());
    return new TillLeases(
        all, lots, new TreeSet<>(leases.keySet()), true, Math.max(returns, witnessed));
  }

  /** In another epoch: nothing is leased to it yet, and what is scarce is known. */
  public TillLeases inAnotherEpoch() {
    return new TillLeases(new TreeMap<>(), lots, new TreeSet<>(), false, 0);
  }

  /** What the store is told: of what is scarce, and of what was, as far as there is room. */
  public List<Told> told() {
    return told(Map.of());
  }

  /**
   * The same, for a sale that waits.
   *
   * @param wanted by item, how much it takes
   */
  public List<Told> told(Map<String, Long> wanted) {
    return leases.entrySet().stream()
        .sorted(Comparator.comparing(each -> !lots.containsKey(each.getKey())))
        .limit(TOLD_MAX)
        .map(
            each ->
                new Told(
                    each.getKey(),
                    each.getValue().since(),
                    each.getValue().grantedThousandths(),
                    each.getValue().returnedThousandths(),
                    wantedThousandths(each.getValue(), wanted.get(each.getKey()))))
        .toList();
  }

  /** So much has to be granted in all for a sale of this quantity; it may be granted already. */
  private static Long wantedThousandths(StockLease lease, Long quantity) {
    return quantity == null
        ? null
        : Long.valueOf(lease.grantedThousandths() + quantity - lease.leftThousandths());
  }

  /** Whether more of any item is to be asked for. */
  public boolean isLow() {
    return lots.entrySet().stream()
        .anyMatch(each -> Shelf.isLow(leftThousandths(each.getKey()), each.getValue()));
  }

  private static boolean touches(Document document, Map<String, ?> items) {
    if (!items.isEmpty()) {
      for (Line line : document.lines()) {
        if (items.containsKey(line.item())) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * By item, what a document adds to the shop floor. What is scarce is goods, known here or not.
   */
  private static SortedMap<String, Long> onFloor(Document document) {
    SortedMap<String, Long> effects = new TreeMap<>();
    if (Booking.of(document, item -> Optional.of(true)) instanceof Booking.Booked booked) {
      for (Movement movement : booked.movements()) {
        effects.merge(
            movement.item(), movement.effectAt(Location.SHOP_FLOOR).thousandths(), Math::addExact);
      }
    }
    return effects;
  }
}
