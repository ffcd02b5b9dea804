package io.tillstream.headoffice.reference;

import io.tillstream.protocol.layer.Entry;
import io.tillstream.protocol.layer.LayeredTable;
import java.util.Optional;

/**
 * One thing that head office says.
 *
 * @param place where it stands in the request, from 0
 * @param table of the row
 * @param key of the row
 * @param entry what the scope says; empty when it says nothing any more
 */
record Change(int place, LayeredTable table, String key, Optional<Entry> entry) {

  /** The row that this one names: an item's tax code, the item of a barcode or a price. */
  Optional<String> parent() {
    return entry.flatMap(
        said ->
            said instanceof Entry.Present row
                ? switch (table) {
                  case ITEM -> Optional.ofNullable((String) row.values().get(2));
                  case BARCODE -> Optional.of((String) row.values().get(1));
                  case PRICE -> Optional.of(key);
                  case TAX, SETTING -> Optional.empty();
                }
                : Optional.empty());
  }

  /** The table of the row that it names. */
  LayeredTable parentTable() {
    return table == LayeredTable.ITEM ? LayeredTable.TAX : LayeredTable.ITEM;
  }
}
