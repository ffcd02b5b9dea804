package io.tillstream.endtoend.demo;

import io.tillstream.endtoend.trade.Dealt;
import io.tillstream.endtoend.trade.ExpectedOnHand;
import io.tillstream.endtoend.trade.Receipt;
import io.tillstream.endtoend.trade.Trade;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.money.Quantity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The demonstration's own account of a count in the first store: what the tills sold before their
 * marks is gone from the shelves when people count, what they sell after it goes from what was
 * counted. Nothing in it was asked of a store.
 */
final class CountAccount {

  /** The count's name. */
  static final String COUNT = "demo-count";

  // What people find is not what the books say: of some things one is gone, of a few there are two
  // more.
  private static final int LOST_EVERY = 10;
  private static final int FOUND_EVERY = 25;

  private final List<List<Receipt>> before = new ArrayList<>();
  private final List<List<Receipt>> meanwhile = new ArrayList<>();
  private final SortedMap<String, Quantity> found;
  private final SortedMap<String, Quantity> inTheEnd;
  private final int differing;

  /**
   * Puts a mark into what each till of the first store sells before the outage.
   *
   * @param terminals of the first store
   * @param asBooked items of which people find what the books say
   */
  CountAccount(Trade trade, Dealt dealt, int terminals, Set<String> asBooked) {
    List<Receipt> sold = new ArrayList<>();
    List<Receipt> soldAfterwards = new ArrayList<>();
    for (int till = 0; till < dealt.before().size(); till++) {
      List<Receipt> hand = new ArrayList<>(dealt.before().get(till));
      int start = hand.size() / 3;
      if (till < terminals) {
        int mark = start + (hand.size() - start) * (till + 1) / (terminals + 1);
        hand.add(mark, mark(hand.isEmpty() ? null : hand.get(Math.max(0, mark - 1))));
        sold.addAll(hand.subList(0, mark));
        soldAfterwards.addAll(hand.subList(mark, hand.size()));
        soldAfterwards.addAll(dealt.during().get(till));
        soldAfterwards.addAll(dealt.after().get(till));
      }
      before.add(List.copyOf(hand.subList(0, start)));
      meanwhile.add(List.copyOf(hand.subList(start, hand.size())));
    }
    Set<String> notYetKnown = new HashSet<>();
    trade.lateItems().forEach(late -> notYetKnown.add(late.code()));

    ExpectedOnHand shelves = new ExpectedOnHand(trade.opening());
    sold.forEach(shelves::add);
    found = new TreeMap<>(shelves.onHand());
    found.keySet().removeAll(notYetKnown);
    differing = findOtherwise(found, asBooked);

    Map<String, Quantity> counted = new TreeMap<>(shelves.onHand());
    counted.putAll(found);
    ExpectedOnHand afterwards = new ExpectedOnHand(counted);
    soldAfterwards.forEach(afterwards::add);
    inTheEnd = afterwards.onHand();
  }

  private static Receipt mark(Receipt beside) {
    return new Receipt(
        DocumentType.COUNT_MARK,
        COUNT,
        beside == null ? null : beside.businessDate(),
        null,
        null,
        List.of());
  }

  private static int findOtherwise(SortedMap<String, Quantity> shelves, Set<String> asBooked) {
    int place = 0;
    int otherwise = 0;
    for (Map.Entry<String, Quantity> item : shelves.entrySet()) {
      if (asBooked.contains(item.getKey())) {
        continue;
      }
      place++;
      if (place % FOUND_EVERY == 0) {
        item.setValue(item.getValue().plus(Quantity.ofUnits(2)));
        otherwise++;
      } else if (place % LOST_EVERY == 0 && item.getValue().thousandths() >= 1_000) {
        item.setValue(item.getValue().plus(Quantity.ofUnits(-1)));
        otherwise++;
      }
    }
    return otherwise;
  }

  /** What each till sells before anybody begins to count. */
  List<List<Receipt>> before() {
    return Collections.unmodifiableList(before);
  }

  /** What each till sells while people count; one of them is the mark. */
  List<List<Receipt>> meanwhile() {
    return Collections.unmodifiableList(meanwhile);
  }

  /** What people find, per item. */
  SortedMap<String, Quantity> found() {
    return found;
  }

  /** How many items are not on the shelves as they should be. */
  int differing() {
    return differing;
  }

  /** What is on hand in the end: what was found and what the tills did after their marks. */
  SortedMap<String, Quantity> inTheEnd() {
    return inTheEnd;
  }
}
