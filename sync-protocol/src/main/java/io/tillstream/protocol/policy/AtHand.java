package io.tillstream.protocol.policy;

import io.tillstream.protocol.conflict.Conflict;
import io.tillstream.protocol.money.Money;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.money.UnitPrice;
import io.tillstream.protocol.transfer.Balance;
import java.time.Instant;
import java.util.Collections;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A case as a rule sees it.
 *
 * @param conflict what is known of it
 * @param groups of items that are of one
 * @param prices of items that have one
 * @param currency of the prices
 * @param openedAt when the case was opened
 */
public record AtHand(
    Conflict conflict,
    Map<String, String> groups,
    Map<String, UnitPrice> prices,
    Currency currency,
    Instant openedAt) {

  private static final Quantity ONE_PIECE = Quantity.ofUnits(1);

  /** Copies what is mutable. */
  public AtHand {
    groups = Map.copyOf(groups);
    prices = Map.copyOf(prices);
  }

  /** How much of which items it is about; nothing once the books are square again. */
  public SortedMap<String, Quantity> concerned() {
    return concerned(conflict);
  }

  /** How much of which items a conflict is about; nothing once the books are square again. */
  public static SortedMap<String, Quantity> concerned(Conflict conflict) {
    SortedMap<String, Quantity> concerned = new TreeMap<>();
    switch (conflict) {
      case Conflict.Oversell oversell -> {
        if (oversell.missing().isPositive()) {
          concerned.put(oversell.item(), oversell.missing());
        }
      }
      case Conflict.Count count -> {} // it is about what the count includes, not about goods
      case Conflict.UnknownItem unknown -> {} // no rule is about these two: see Rule.choices
      case Conflict.Promised promised -> {}
      case Conflict.Blocked blocked ->
          blocked
              .causes()
              .forEach(each -> concerned.merge(blocked.item(), each.quantity(), Quantity::plus));
      case Conflict.Priced priced ->
          priced.lines().stream()
              .filter(each -> !each.isTax()) // a rate is of no item: that is for a person
              .forEach(each -> concerned.merge(each.of(), each.quantity(), Quantity::plus));
      case Conflict.Serial serial -> concerned.put(serial.piece().item(), ONE_PIECE);
      case Conflict.Transfer transfer -> {
        for (Map.Entry<String, Balance> each : transfer.standing().items().entrySet()) {
          long open = Math.abs(each.getValue().inTransit());
          if (open != 0) {
            concerned.put(each.getKey(), new Quantity(open));
          }
        }
      }
    }
    return Collections.unmodifiableSortedMap(concerned);
  }

  /** All of it together. */
  public Quantity quantity() {
    return concerned().values().stream().reduce(Quantity.ZERO, Quantity::plus);
  }

  /** What it is worth; empty when one of the items has no price. */
  public Optional<Money> value() {
    return worth(concerned(), prices, currency);
  }

  /** What goods are worth; empty when one of the items has no price. */
  public static Optional<Money> worth(
      Map<String, Quantity> goods, Map<String, UnitPrice> prices, Currency currency) {
    long minor = 0;
    for (Map.Entry<String, Quantity> each : goods.entrySet()) {
      UnitPrice price = prices.get(each.getKey());
      if (price == null) {
        return Optional.empty();
      }
      minor = Math.addExact(minor, price.times(each.getValue(), currency).minor());
    }
    return Optional.of(new Money(minor, currency));
  }

  /** Whether every item is of one of these groups. */
  boolean isAllOf(Set<String> some) {
    return concerned().keySet().stream()
        .allMatch(item -> groups.containsKey(item) && some.contains(groups.get(item)));
  }
}
