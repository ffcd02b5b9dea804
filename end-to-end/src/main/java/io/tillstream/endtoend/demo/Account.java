package io.tillstream.endtoend.demo;

import io.tillstream.endtoend.trade.Dealt;
import io.tillstream.endtoend.trade.ExpectedOnHand;
import io.tillstream.endtoend.trade.Trade;
import io.tillstream.protocol.money.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a demonstration is going to do, and what has to be in the books then. */
final class Account {

  private final Trade trade;
  private final Scale scale;
  private final Extras extras;
  private final Dealt dealt;
  private final String conflictsOn;
  private final Optional<CountAccount> counted;

  Account(Trade trade, Scale scale, Extras extras) {
    this.trade = extras.conflicts() ? ConflictGoods.into(trade) : trade;
    this.scale = scale;
    this.extras = extras;
    Dealt hands = Dealt.to(scale.tills(), scale.outagePercent(), trade.receipts());
    this.conflictsOn = ConflictGoods.dateOf(hands);
    this.dealt = extras.conflicts() ? ConflictGoods.into(hands, scale.terminalsPerStore()) : hands;
    this.counted =
        extras.count()
            ? Optional.of(
                new CountAccount(
                    this.trade, dealt, scale.terminalsPerStore(), ConflictGoods.codes()))
            : Optional.empty();
  }

  /** What is sold, and of what. */
  Trade trade() {
    return trade;
  }

  /** The business date of the conflicts, or null. */
  String conflictsOn() {
    return conflictsOn;
  }

  /** What the first store takes out of its catalogue in mid-trade. */
  Set<String> withdrawn() {
    return extras.conflicts() ? Set.of(ConflictGoods.RECALLED) : Set.of();
  }

  /** Who sells what, and when; without the marks of a count. */
  Dealt dealt() {
    return dealt;
  }

  /** The count, when one is taken. */
  Optional<CountAccount> counted() {
    return counted;
  }

  /** How many documents the tills make. */
  long documents() {
    long marks = counted.isPresent() ? scale.terminalsPerStore() : 0;
    return dealt.size() + marks;
  }

  /** On hand in the end, per store. */
  List<SortedMap<String, Quantity>> onHand() {
    List<SortedMap<String, Quantity>> all = new ArrayList<>();
    for (int s = 0; s < scale.stores(); s++) {
      SortedMap<String, Quantity> onHand =
          s == 0 && counted.isPresent()
              ? new TreeMap<>(counted.get().inTheEnd())
              : soldFromOpening(s);
      if (extras.conflicts()) {
        SeedConflicts.sent(scale.stores(), s)
            .forEach((item, moved) -> onHand.merge(item, moved, Quantity::plus));
      }
      all.add(onHand);
    }
    return all;
  }

  private SortedMap<String, Quantity> soldFromOpening(int store) {
    ExpectedOnHand onHand = new ExpectedOnHand(trade.opening());
    for (int t = 0; t < scale.terminalsPerStore(); t++) {
      dealt.of(store * scale.terminalsPerStore() + t).forEach(onHand::add);
    }
    return onHand.onHand();
  }
}
