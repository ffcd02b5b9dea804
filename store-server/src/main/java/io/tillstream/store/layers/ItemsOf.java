package io.tillstream.store.layers;

import io.tillstream.protocol.layer.Entry;
import io.tillstream.protocol.layer.LayeredTable;
import io.tillstream.protocol.layer.Settled;
import io.tillstream.store.writer.Batch;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The items that barcodes and prices belong to: without their item they are of no meaning. */
public final class ItemsOf {

  private ItemsOf() {}

  /** The item of a row, by the row or by what head office says of it; empty in other tables. */
  public static Optional<String> item(
      LayeredTable table, String key, Optional<Entry.Present> row, SaidRows said) {
    return switch (table) {
      case PRICE -> Optional.of(key);
      case BARCODE ->
          row.or(
                  () ->
                      said.of(table, key)
                          .map(Settled.Said::entry)
                          .filter(Entry.Present.class::isInstance)
                          .map(Entry.Present.class::cast))
              .map(ItemsOf::ofBarcode);
      case TAX, ITEM, SETTING -> Optional.empty();
    };
  }

  static String ofBarcode(Entry.Present barcode) {
    return (String) barcode.values().get(1);
  }

  /** Which of the items of these rows are sold, as this batch sees it. */
  public static Set<String> sold(
      Batch batch,
      LayeredTable table,
      Collection<String> keys,
      Map<String, Entry.Present> rows,
      SaidRows said)
      throws SQLException {
    Set<String> items = new HashSet<>();
    for (String key : keys) {
      item(table, key, Optional.ofNullable(rows.get(key)), said).ifPresent(items::add);
      item(table, key, Optional.empty(), said).ifPresent(items::add);
    }
    return SoldRows.of(batch, LayeredTable.ITEM, items).keySet();
  }
}
