package io.tillstream.replica;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The tables of the change feed and the columns that keep them here; the first is the key. */
enum ReferenceTable {
  ITEM(
      List.of("item", "description", "taxCode", "stocked"),
      List.of("item", "description", "tax_code", "stocked")),
  BARCODE(List.of("barcode", "item"), List.of("barcode", "item")),
  PRICE(List.of("item", "unitPriceTenThousandths"), List.of("item", "unit_price_ten_thousandths")),
  TAX(List.of("taxCode", "rateBasisPoints"), List.of("tax_code", "rate_basis_points")),
  STOCK(List.of("item", "quantityThousandths"), List.of("item", "quantity_thousandths"));

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of above, which cannot be changed
  private final List<String> wireColumns;

  private final String put;
  private final String remove;
  private final String clear;

  ReferenceTable(List<String> wireColumns, List<String> columns) {
    this.wireColumns = wireColumns;
    put =
        "INSERT OR REPLACE INTO %s (%s) VALUES (%s)"
            .formatted(
                table(),
                String.join(", ", columns),
                String.join(", ", Collections.nCopies(columns.size(), "?")));
    remove = "DELETE FROM %s WHERE %s = ?".formatted(table(), columns.get(0));
    clear = "DELETE FROM " + table();
  }

  /** The table of this name in the feed; empty when a later version has added it. */
  static Optional<ReferenceTable> of(String wireName) {
    return Arrays.stream(values()).filter(table -> table.table().equals(wireName)).findFirst();
  }

  /** Where each of our columns stands in the feed's rows; −1 when the feed does not have it. */
  int[] positionsIn(List<String> feedColumns) {
    return wireColumns.stream().mapToInt(feedColumns::indexOf).toArray();
  }

  String put() {
    return put;
  }

  String remove() {
    return remove;
  }

  String clear() {
    return clear;
  }

  private String table() {
    return switch (this) {
      case ITEM -> "item";
      case BARCODE -> "barcode";
      case PRICE -> "price";
      case TAX -> "tax";
      case STOCK -> "stock";
    };
  }
}
