package io.tillstream.protocol.downlink;

import io.tillstream.protocol.layer.Entry;
import io.tillstream.protocol.layer.RowName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A page of a layer, read.
 *
 * @param header where it stands
 * @param rows what the layer says of each row named; empty where it says nothing any more
 * @param unreadable rows that are not of their table's form: what is held of them stays
 */
public record ReadPage(
    LayerHeader header, Map<RowName, Optional<Entry>> rows, Set<RowName> unreadable) {

  /**
   * What it changes in the rows of the layer that a store holds. Pure.
   *
   * @param held of a page of changes, those it names; of a page of buckets, all in these buckets
   * @return rows that are another now; empty for those that the layer says nothing of any more
   */
  public Map<RowName, Optional<Entry>> changes(Map<RowName, Entry> held) {
    Map<RowName, Optional<Entry>> changed = new LinkedHashMap<>();
    if (header instanceof LayerHeader.Buckets) {
      for (RowName name : held.keySet()) {
        if (!rows.containsKey(name) && !unreadable.contains(name)) {
          changed.put(name, Optional.empty());
        }
      }
    }
    rows.forEach(
        (name, entry) -> {
          if (!entry.equals(Optional.ofNullable(held.get(name)))) {
            changed.put(name, entry);
          }
        });
    return changed;
  }
}
