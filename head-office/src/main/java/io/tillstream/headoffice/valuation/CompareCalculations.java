package io.tillstream.headoffice.valuation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/**
 * Finds in what two calculations differ.
 *
 * @param connection of the running transaction
 */
record CompareCalculations(Connection connection) {

  /** What must be the same, by table. */
  private static final Map<String, String> FIGURES =
      Map.of(
          "entity_value",
          "entity, currency, valuation_seq",
          "item_value",
          "entity, item, quantity_thousandths, value_ten_thousandths, unit_cost_ten_thousandths,"
              + " is_cost_known",
          "month_value",
          "entity, booked_month, item, counterpart, quantity_thousandths, amount_ten_thousandths,"
              + " true_up_ten_thousandths",
          "late_value",
          "entity, valuation_seq, remark, store, terminal, epoch, n, line, item, business_date,"
              + " booked_month, quantity_thousandths, amount_ten_thousandths");

  /** An item of an entity. */
  record Item(EntityName entity, String item) {}

  /**
   * What was found.
   *
   * @param rows that only one of the two has
   * @param first the first item whose value differs; empty also when only months do
   */
  record Found(long rows, Optional<Item> first) {}

  Found compare(int one, int other) throws SQLException {
    long rows = 0;
    for (Map.Entry<String, String> table : FIGURES.entrySet()) {
      String only = only(table.getKey(), table.getValue());
      rows += count(only, one, other) + count(only, other, one);
    }
    return new Found(rows, rows == 0 ? Optional.empty() : first(one, other));
  }

  private static String only(String table, String columns) {
    String of = "SELECT " + columns + " FROM " + table + " WHERE calculation = ?";
    return of + " EXCEPT " + of;
  }

  private long count(String only, int one, int other) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT COUNT(*) FROM (" + only + ") x")) {
      select.setInt(1, one);
      select.setInt(2, other);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private Optional<Item> first(int one, int other) throws SQLException {
    Optional<Item> here = firstOnly(one, other);
    return here.isPresent() ? here : firstOnly(other, one);
  }

  private Optional<Item> firstOnly(int one, int other) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT x.entity, x.item FROM ("
                + only("item_value", FIGURES.get("item_value"))
                + ") x ORDER BY x.entity, x.item OFFSET 0 ROWS FETCH NEXT 1 ROWS ONLY")) {
      select.setInt(1, one);
      select.setInt(2, other);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? Optional.of(new Item(new EntityName(row.getString(1)), row.getString(2)))
            : Optional.empty();
      }
    }
  }
}
