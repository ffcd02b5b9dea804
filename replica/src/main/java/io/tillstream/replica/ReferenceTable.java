package io.tillstream.replica;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
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
  private final String insertNew;
  private final String select;
  private final String selectAll;
  private final String remove;
  private final String clear;

  ReferenceTable(List<String> wireColumns, List<String> columns) {
    this.wireColumns = wireColumns;
    String list = String.join(", ", columns);
    String into =
        " INTO %s (%s) VALUES (%s)"
            .formatted(table(), list, String.join(", ", Collections.nCopies(columns.size(), "?")));
    put = "INSERT OR REPLACE" + into;
    insertNew = "INSERT OR IGNORE" + into;
    selectAll = "SELECT %s FROM %s".formatted(list, table());
    select = selectAll + " WHERE %s = ?".formatted(columns.get(0));
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

  /** Writes the row unless there is one of its key. */
  String insertNew() {
    return insertNew;
  }

  /** The row of a key. */
  String select() {
    return select;
  }

  String selectAll() {
    return selectAll;
  }

  List<String> wireColumns() {
    return wireColumns;
  }

  /** The values of the row on which the result stands, in the order of the columns. */
  List<Object> values(ResultSet row) throws SQLException {
    List<Object> values = new ArrayList<>(wireColumns.size());
    for (int i = 1; i <= wireColumns.size(); i++) {
      values.add(row.getObject(i));
    }
    return values;
  }

  String remove() {
    return remove;
  }

  String clear() {
    return clear;
  }

  /** Its name, in the feed and in the file. */
  String table() {
    return switch (this) {
      case ITEM -> "item";
      case BARCODE -> "barcode";
      case PRICE -> "price";
      case TAX -> "tax";
      case STOCK -> "stock";
    };
  }
}
