package io.tillstream.protocol.policy;

import io.tillstream.protocol.conflict.Settlement;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.money.Money;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.money.UnitPrice;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What settlements come to together. Filled by one thread. */
public final class Tally {

  /**
   * Where how much of what is more or less than before.
   *
   * @param location where
   * @param item of what
   */
  public record Place(Location location, String item) implements Comparable<Place> {

    private static final Comparator<Place> ORDER =
        Comparator.comparing(Place::item).thenComparing(Place::location);

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  private final Currency currency;
  private final SortedMap<Place, Quantity> stock = new TreeMap<>();
  private final Map<String, UnitPrice> prices = new HashMap<>();
  private long minor;
  private int cases;

  /** Of nothing yet. */
  public Tally(Currency currency) {
    this.currency = currency;
  }

  /** Adds a settlement of a case. */
  public void add(AtHand at, Settlement settlement) {
    cases++;
    prices.putAll(at.prices());
    minor = Math.addExact(minor, at.value().map(Money::minor).orElse(0L));
    for (Settlement.Effect each : settlement.stock()) {
      stock.merge(
          new Place(each.location(), each.item()),
          each.after().plus(each.before().negated()),
          Quantity::plus);
    }
  }

  /** How many cases. */
  public int cases() {
    return cases;
  }

  /** What the goods that the cases are about are worth; those without a price count as nothing. */
  public Money goods() {
    return new Money(minor, currency);
  }

  /** What changes on hand; places where nothing changes are left out. */
  public SortedMap<Place, Quantity> stock() {
    SortedMap<Place, Quantity> changed = new TreeMap<>(stock);
    changed.values().removeIf(Quantity.ZERO::equals);
    return changed;
  }

  /** What that is worth at the store's prices; items without one count as nothing. */
  public Money worth() {
    long minor = 0;
    for (Map.Entry<Place, Quantity> each : stock.entrySet()) {
      UnitPrice price = prices.getOrDefault(each.getKey().item(), UnitPrice.ZERO);
      minor = Math.addExact(minor, price.times(each.getValue(), currency).minor());
    }
    return new Money(minor, currency);
  }
}
