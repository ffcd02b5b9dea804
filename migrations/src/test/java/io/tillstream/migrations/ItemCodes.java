package io.tillstream.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Item codes are what people type: 85123A and 85123a are two items, in every database. */
final class ItemCodes {

  /** Where each database keeps a row per item; a terminal's journal keeps none. */
  private static final Map<String, Kept> KEPT =
      Map.of(
          "store",
          new Kept("item", "(item, description, tax_code, stocked) VALUES (?, 'x', 'STD', 1)"),
          "terminal/ref",
          new Kept("item", "(item, description, tax_code, stocked) VALUES (?, 'x', 'STD', 1)"),
          "head-office",
          new Kept(
              "stock",
              "(item, store, location, quantity_thousandths) VALUES (?, 'S1', 'shop-floor', 0)"));

  private ItemCodes() {}

  private record Kept(String table, String columns) {}

  static void requireExact(Connection connection, String folder) throws SQLException {
    Kept kept = KEPT.get(folder);
    if (kept == null) {
      assertThat(folder).isEqualTo("terminal/txn");
      return;
    }
    List<String> codes = List.of("85123A", "85123a");
    for (String code : codes) {
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO " + kept.table() + " " + kept.columns())) {
        insert.setString(1, code);
        insert.executeUpdate();
      }
    }
    for (String code : codes) {
      try (PreparedStatement select =
          connection.prepareStatement("SELECT item FROM " + kept.table() + " WHERE item = ?")) {
        select.setString(1, code);
        try (ResultSet row = select.executeQuery()) {
          assertThat(row.next()).isTrue();
          assertThat(row.getString(1)).isEqualTo(code);
          assertThat(row.next()).isFalse();
        }
      }
    }
  }
}
