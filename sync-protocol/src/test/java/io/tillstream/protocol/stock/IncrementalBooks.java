package io.tillstream.protocol.stock;

import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.money.Quantity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Books as a store keeps them: one figure for each item, changed by what arrives, and never added
 * up again from the beginning.
 */
class IncrementalBooks {

  private static final Location SHELF = CountedHistory.SHELF;

  private final Map<String, Quantity> onHand = new HashMap<>();
  private final Map<DocumentKey, CountedHistory.Arrives> booked = new HashMap<>();
  private final List<StockCount> counts = new ArrayList<>();
  private final List<Restatement> restatements = new ArrayList<>();
  private final Set<String> references = new HashSet<>();

  final void take(CountedHistory.Event event) {
    switch (event) {
      case CountedHistory.Arrives document -> book(document);
      case CountedHistory.Posted(StockCount count) -> post(count);
      case CountedHistory.FoundInside(StockCount count, CountedHistory.Arrives document) ->
          settle(count, document);
    }
  }

  final Map<String, Quantity> onHand() {
    Map<String, Quantity> all = new TreeMap<>();
    CountedHistory.ITEMS.forEach(item -> all.put(item, onHand(item)));
    return all;
  }

  private void book(CountedHistory.Arrives document) {
    if (booked.putIfAbsent(document.document(), document) != null) {
      return;
    }
    document.movements().forEach(each -> add(each.item(), each.effectAt(SHELF)));
    late(document, counts).forEach(this::restate);
  }

  List<Restatement> late(CountedHistory.Arrives document, List<StockCount> posted) {
    return Restatement.late(document.document(), document.movements(), posted);
  }

  private void post(StockCount count) {
    if (counts.stream().anyMatch(each -> each.id().equals(count.id()))) {
      return;
    }
    for (String item : CountedHistory.ITEMS) {
      if (count.covers(item, SHELF)) {
        add(item, count.variance(item, onHand(item), outside(count, item)));
      }
    }
    counts.add(count);
  }

  private void settle(StockCount count, CountedHistory.Arrives document) {
    if (booked.containsKey(document.document())
        && counts.stream().anyMatch(each -> each.id().equals(count.id()))) {
      Optional<Restatement> settled =
          Restatement.settled(
              document.document(), document.movements(), count, item -> isOpen(document, item));
      settled.ifPresent(this::restate);
    }
  }

  private boolean isOpen(CountedHistory.Arrives document, String item) {
    return counts.stream()
            .filter(each -> each.covers(item, SHELF))
            .noneMatch(each -> each.cut().includes(document.document()))
        && restatements.stream()
            .filter(each -> each.document().equals(document.document()))
            .noneMatch(each -> each.changes().containsKey(item));
  }

  private Quantity outside(StockCount count, String item) {
    Quantity outside = Quantity.ZERO;
    for (CountedHistory.Arrives document : booked.values()) {
      if (!count.cut().includes(document.document())) {
        for (Movement movement : document.movements()) {
          outside = movement.item().equals(item) ? outside.plus(movement.effectAt(SHELF)) : outside;
        }
      }
    }
    for (Restatement restatement : restatements) {
      if (!count.cut().includes(restatement.document())) {
        outside = outside.plus(restatement.changes().getOrDefault(item, Quantity.ZERO));
      }
    }
    return outside;
  }

  private void restate(Restatement restatement) {
    if (references.add(restatement.reference())) {
      restatements.add(restatement);
      restatement.changes().forEach(this::add);
    }
  }

  private Quantity onHand(String item) {
    return onHand.getOrDefault(item, Quantity.ZERO);
  }

  private void add(String item, Quantity change) {
    onHand.merge(item, change, Quantity::plus);
  }
}
