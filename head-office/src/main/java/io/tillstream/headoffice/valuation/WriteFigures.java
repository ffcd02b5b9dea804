package io.tillstream.headoffice.valuation;

import io.tillstream.protocol.valuation.ItemValue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes what a run of documents adds to a legal entity's figures.
 *
 * @param connection of the running transaction, which holds the valuation's clock
 * @param calculation to which it belongs
 * @param entity whose
 */
record WriteFigures(Connection connection, int calculation, EntityName entity) {

  void write(Figures figures) throws SQLException {
    writeItems(figures.items());
    writeTotals(figures.totals());
    writeLate(figures.late());
    writeEntity(figures);
  }

  private void writeEntity(Figures figures) throws SQLException {
    List<Figures> missing = List.of(figures);
    for (String sql :
        List.of(
            "UPDATE entity_value SET valuation_seq = ?, currency = ?"
                + " WHERE calculation = ? AND entity = ?",
            "INSERT INTO entity_value (valuation_seq, currency, calculation, entity)"
                + " VALUES (?, ?, ?, ?)")) {
      missing =
          unwritten(
              sql,
              missing,
              (statement, each) -> {
                statement.setLong(1, each.valuationSeq());
                statement.setString(2, each.currency().orElse(null));
                statement.setInt(3, calculation);
                statement.setString(4, entity.value());
              });
    }
  }

  private void writeItems(Map<String, ItemValue> items) throws SQLException {
    List<Map.Entry<String, ItemValue>> missing = new ArrayList<>(items.entrySet());
    for (String sql :
        List.of(
            "UPDATE item_value SET quantity_thousandths = ?, value_ten_thousandths = ?,"
                + " unit_cost_ten_thousandths = ?, is_cost_known = ?"
                + " WHERE calculation = ? AND entity = ? AND item = ?",
            "INSERT INTO item_value (quantity_thousandths, value_ten_thousandths,"
                + " unit_cost_ten_thousandths, is_cost_known, calculation, entity, item)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?)")) {
      missing =
          unwritten(
              sql,
              missing,
              (statement, each) -> {
                statement.setLong(1, each.getValue().quantityThousandths());
                statement.setLong(2, each.getValue().valueTenThousandths());
                statement.setLong(3, each.getValue().unitCostTenThousandths());
                statement.setBoolean(4, each.getValue().isCostKnown());
                statement.setInt(5, calculation);
                statement.setString(6, entity.value());
                statement.setString(7, each.getKey());
              });
    }
  }

  private void writeTotals(Map<Figures.TotalKey, Figures.Total> totals) throws SQLException {
    List<Map.Entry<Figures.TotalKey, Figures.Total>> missing = new ArrayList<>(totals.entrySet());
    for (String sql :
        List.of(
            "UPDATE month_value"
                + " SET quantity_thousandths = month_value.quantity_thousandths + ?,"
                + " amount_ten_thousandths = month_value.amount_ten_thousandths + ?,"
                + " true_up_ten_thousandths = month_value.true_up_ten_thousandths + ?"
                + " WHERE calculation = ? AND entity = ? AND booked_month = ? AND item = ?"
                + " AND counterpart = ?",
            "INSERT INTO month_value (quantity_thousandths, amount_ten_thousandths,"
                + " true_up_ten_thousandths, calculation, entity, booked_month, item, counterpart)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
      missing =
          unwritten(
              sql,
              missing,
              (statement, each) -> {
                statement.setLong(1, each.getValue().quantity());
                statement.setLong(2, each.getValue().amount());
                statement.setLong(3, each.getValue().trueUp());
                statement.setInt(4, calculation);
                statement.setString(5, entity.value());
                statement.setString(6, each.getKey().month().toString());
                statement.setString(7, each.getKey().item());
                statement.setString(8, each.getKey().counterpart().toString());
              });
    }
  }

  private void writeLate(List<Figures.Late> late) throws SQLException {
    unwritten(
        "INSERT INTO late_value (calculation, entity, valuation_seq, remark, store, terminal,"
            + " epoch, n, line, item, business_date, booked_month, quantity_thousandths,"
            + " amount_ten_thousandths) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        late,
        (statement, each) -> {
          statement.setInt(1, calculation);
          statement.setString(2, entity.value());
          statement.setLong(3, each.valuationSeq());
          statement.setString(4, each.remark().toString());
          statement.setString(5, each.document().store().value());
          statement.setString(6, each.document().terminal().value());
          statement.setInt(7, each.document().epoch());
          statement.setLong(8, each.document().n());
          statement.setInt(9, each.line());
          statement.setString(10, each.item());
          statement.setString(11, each.businessDate());
          statement.setString(12, each.month().toString());
          statement.setLong(13, each.quantity());
          statement.setLong(14, each.amount());
        });
  }

  /** How one row's parameters are set. */
  @FunctionalInterface
  private interface Row<T> {
    void set(PreparedStatement statement, T row) throws SQLException;
  }

  /** Runs a statement for each row, and returns those that it found nothing for. */
  private <T> List<T> unwritten(String sql, List<T> rows, Row<T> row) throws SQLException {
    List<T> unwritten = new ArrayList<>();
    if (rows.isEmpty()) {
      return unwritten;
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (T each : rows) {
        row.set(statement, each);
        statement.addBatch();
      }
      int[] counts = statement.executeBatch();
      for (int i = 0; i < counts.length; i++) {
        if (counts[i] == 0) {
          unwritten.add(rows.get(i));
        }
      }
    }
    return unwritten;
  }
}
