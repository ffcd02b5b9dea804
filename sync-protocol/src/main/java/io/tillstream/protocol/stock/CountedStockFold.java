package io.tillstream.protocol.stock;

import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.money.Quantity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The specification of stock with counts (I9): on hand is what the latest count of the item and
 * place has found, and all movements outside of its cut, in whatever order they arrived. Movements
 * that only keep books right, a count's own variance and its restatements, are no part of it. Keeps
 * everything, and looks at all of it for each answer: for tests and audits, as {@link StockFold}
 * is. Not thread-safe.
 */
public final class CountedStockFold {

  private final Set<String> seen = new HashSet<>();
  private final List<Movement> movements = new ArrayList<>();
  private final List<StockCount> counts = new ArrayList<>();
  private final Map<String, Set<DocumentKey>> settledInside = new HashMap<>();

  /** Takes in one movement of goods; again, it changes nothing. */
  public CountedStockFold add(Movement movement) {
    if (seen.add(movement.document() + "#" + movement.line())) {
      movements.add(movement);
    }
    return this;
  }

  /** Takes in a count; counts come in the order in which they were posted. */
  public CountedStockFold add(StockCount count) {
    if (counts.stream().noneMatch(each -> each.id().equals(count.id()))) {
      counts.add(count);
    }
    return this;
  }

  /** A person has found that a count includes a document that lies outside of its cut. */
  public CountedStockFold settleInside(String count, DocumentKey document) {
    settledInside.computeIfAbsent(count, c -> new HashSet<>()).add(document);
    return this;
  }

  /** What is on hand of an item at a place. */
  public Quantity onHand(String item, Location location) {
    List<StockCount> covering =
        counts.stream().filter(count -> count.covers(item, location)).toList();
    Quantity onHand = covering.isEmpty() ? Quantity.ZERO : covering.getLast().of(item);
    for (Movement movement : movements) {
      if (movement.item().equals(item) && !includes(covering, movement.document())) {
        onHand = onHand.plus(movement.effectAt(location));
      }
    }
    return onHand;
  }

  /** What was found to be in an earlier count is in the latest, too. */
  private boolean includes(List<StockCount> covering, DocumentKey document) {
    return !covering.isEmpty()
        && (covering.getLast().cut().includes(document)
            || covering.stream()
                .anyMatch(
                    count -> settledInside.getOrDefault(count.id(), Set.of()).contains(document)));
  }
}
