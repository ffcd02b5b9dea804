package io.tillstream.store.stock;

import io.tillstream.protocol.document.Location;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * How much there is of the items that moved last, so that what sells all day is not read again for
 * every batch. The writer's thread only.
 */
final class LastStock {

  /** Some 2 MB. */
  static final int ITEMS_MAX = 8_192;

  private static final float LOAD = 0.75f;

  private final SequencedMap<String, Map<Location, Long>> items =
      new LinkedHashMap<>(ITEMS_MAX, LOAD, true);

  /** The thousandths of an item by location, to be kept up to date; null when not remembered. */
  Map<Location, Long> of(String item) {
    return items.get(item);
  }

  /** Remembers an item of which all rows are about to be added; forgets the one unused longest. */
  Map<Location, Long> begin(String item) {
    Map<Location, Long> thousandths = new EnumMap<>(Location.class);
    items.put(item, thousandths);
    if (items.size() > ITEMS_MAX) {
      items.pollFirstEntry();
    }
    return thousandths;
  }
}
