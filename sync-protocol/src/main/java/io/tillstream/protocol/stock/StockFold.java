package io.tillstream.protocol.stock;

import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.money.Quantity;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is where after a set of movements. Adding a movement again changes nothing; neither does the
 * order (I7), and all locations together always hold nothing (I8). Keeps every movement's identity:
 * meant for tests, audits and small histories, not for the intake, whose watermark does the same
 * work. Not thread-safe.
 */
public final class StockFold {

  private final Set<String> seen = new HashSet<>();
  private final Map<Location, Map<String, Quantity>> quantities = new HashMap<>();

  /** Takes in one movement. */
  public StockFold add(Movement movement) {
    if (seen.add(movement.document() + "#" + movement.line())) {
      move(movement, movement.from());
      move(movement, movement.to());
    }
    return this;
  }

  /** Takes in many. */
  public StockFold addAll(Iterable<Movement> movements) {
    movements.forEach(this::add);
    return this;
  }

  /** What is on hand of an item on the shop floor. */
  public Quantity onHand(String item) {
    return at(Location.SHOP_FLOOR).getOrDefault(item, Quantity.ZERO);
  }

  /** All items that ever moved at a location, by code. */
  public Map<String, Quantity> at(Location location) {
    return new TreeMap<>(quantities.getOrDefault(location, Map.of()));
  }

  private void move(Movement movement, Location location) {
    quantities
        .computeIfAbsent(location, l -> new HashMap<>())
        .merge(movement.item(), movement.effectAt(location), Quantity::plus);
  }
}
