package io.tillstream.store.catalogue;

import io.tillstream.platform.problem.WholeCharacters;
import io.tillstream.protocol.money.UnitPrice;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** Reads the catalogue as committed. Thread-safe. */
@Singleton
class Catalogue {

  private static final String COLUMNS =
      "SELECT i.item, i.description, p.unit_price_ten_thousandths, i.tax_code,"
          + " t.rate_basis_points, i.stocked, g.item_group FROM item i"
          + " LEFT JOIN price p ON p.item = i.item LEFT JOIN tax t ON t.tax_code = i.tax_code"
          + " LEFT JOIN item_group g ON g.item = i.item";
  private static final String ONE = COLUMNS + " WHERE i.item = ?";
  private static final String PAGE =
      COLUMNS + " WHERE i.item > ? ORDER BY i.item OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY";
  private static final String BARCODES_OF_PAGE =
      "SELECT item, barcode FROM barcode WHERE item >= ? AND item <= ? ORDER BY barcode";
  private static final String ITEM_OF_BARCODE = "SELECT item FROM barcode WHERE barcode = ?";

  private final DataSource database;

  Catalogue(DataSource database) {
    this.database = database;
  }

  /** The item of this code. */
  Optional<Item> item(String code) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(ONE)) {
      select.setString(1, code);
      return read(connection, select).stream().findFirst();
    }
  }

  /** The items after a code, in the order of their codes. */
  List<Item> items(String after, int limit) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(PAGE)) {
      select.setString(1, after);
      select.setInt(2, limit);
      return read(connection, select);
    }
  }

  /** The item that the scanner means. */
  Optional<Item> byBarcode(String barcode) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(ITEM_OF_BARCODE)) {
      select.setString(1, barcode);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? item(row.getString(1)) : Optional.empty();
      }
    }
  }

  private static List<Item> read(Connection connection, PreparedStatement select)
      throws SQLException {
    List<Item> bare = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        long price = row.getLong(3);
        String priceText = row.wasNull() ? null : new UnitPrice(price).toString();
        int rate = row.getInt(5);
        String rateText = row.wasNull() ? null : percent(rate);
        bare.add(
            new Item(
                WholeCharacters.of(row.getString(1)),
                WholeCharacters.of(row.getString(2)),
                priceText,
                whole(row.getString(4)),
                rateText,
                row.getBoolean(6),
                List.of(),
                whole(row.getString(7))));
      }
    }
    return bare.isEmpty() ? bare : withBarcodes(connection, bare);
  }

  private static List<Item> withBarcodes(Connection connection, List<Item> bare)
      throws SQLException {
    Map<String, List<String>> barcodes = new HashMap<>();
    try (PreparedStatement select = connection.prepareStatement(BARCODES_OF_PAGE)) {
      select.setString(1, bare.getFirst().item());
      select.setString(2, bare.getLast().item());
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          barcodes
              .computeIfAbsent(row.getString(1), item -> new ArrayList<>())
              .add(WholeCharacters.of(row.getString(2)));
        }
      }
    }
    return bare.stream()
        .map(
            item ->
                new Item(
                    item.item(),
                    item.description(),
                    item.price(),
                    item.taxCode(),
                    item.taxRate(),
                    item.stocked(),
                    barcodes.getOrDefault(item.item(), List.of()),
                    item.group()))
        .toList();
  }

  /** Another program may have written half a character, which could not be sent. */
  private static String whole(String text) {
    return text == null ? null : WholeCharacters.of(text);
  }

  private static String percent(int basisPoints) {
    return BigDecimal.valueOf(basisPoints, 2).stripTrailingZeros().toPlainString();
  }
}
