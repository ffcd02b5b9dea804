package io.tillstream.headoffice.valuation;

import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.valuation.ItemValue;
import io.tillstream.protocol.valuation.Remark;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The figures of a legal entity as they are kept.
 *
 * @param connection of the running transaction
 * @param calculation of which
 * @param entity whose
 */
record StoredFigures(Connection connection, int calculation, EntityName entity) {

  private static final String ITEM =
      "SELECT item, quantity_thousandths, value_ten_thousandths, unit_cost_ten_thousandths,"
          + " is_cost_known FROM item_value WHERE calculation = ? AND entity = ?";
  private static final String TOTALS =
      "SELECT booked_month, item, counterpart, quantity_thousandths, amount_ten_thousandths,"
          + " true_up_ten_thousandths FROM month_value"
          + " WHERE calculation = ? AND entity = ?";
  private static final String LATE =
      "SELECT valuation_seq, remark, store, terminal, epoch, n, line, item, business_date,"
          + " booked_month, quantity_thousandths, amount_ten_thousandths FROM late_value"
          + " WHERE calculation = ? AND entity = ?";

  private void whose(PreparedStatement select) throws SQLException {
    select.setInt(1, calculation);
    select.setString(2, entity.value());
  }

  /**
   * How far the entity's figures have come.
   *
   * @param currency of its first document; empty before
   * @param valuationSeq how many movements were valued
   */
  record Head(Optional<String> currency, long valuationSeq) {}

  Head head() throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT currency, valuation_seq FROM entity_value"
                + " WHERE calculation = ? AND entity = ?")) {
      whose(select);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? new Head(Optional.ofNullable(row.getString(1)), row.getLong(2))
            : new Head(Optional.empty(), 0);
      }
    }
  }

  /** The last month in which anything is booked. */
  Optional<YearMonth> lastMonth() throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT MAX(booked_month) FROM month_value WHERE calculation = ? AND entity = ?")) {
      whose(select);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return Optional.ofNullable(row.getString(1)).map(YearMonth::parse);
      }
    }
  }

  /** One item; nothing when the entity never had any. */
  Optional<ItemValue> item(String item) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(ITEM + " AND item = ?")) {
      whose(select);
      select.setString(3, item);
      return Optional.ofNullable(items(select).get(item));
    }
  }

  /** The same, for whoever cannot be told of a database that fails. */
  ItemValue of(String item) {
    try {
      return item(item).orElse(ItemValue.NOTHING);
    } catch (SQLException e) {
      throw new IllegalStateException("the figures of item " + item + " cannot be read", e);
    }
  }

  /** So many items after one, in the order in which the database has their codes. */
  SequencedMap<String, ItemValue> items(String after, int limit) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            ITEM + " AND item > ? ORDER BY item OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY")) {
      whose(select);
      select.setString(3, after);
      select.setInt(4, limit);
      return items(select);
    }
  }

  private static SequencedMap<String, ItemValue> items(PreparedStatement select)
      throws SQLException {
    SequencedMap<String, ItemValue> items = new LinkedHashMap<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        items.put(
            row.getString(1),
            new ItemValue(row.getLong(2), row.getLong(3), row.getLong(4), row.getBoolean(5)));
      }
    }
    return items;
  }

  /** A month's totals of so many items after one, each whole. */
  SequencedMap<Figures.TotalKey, Figures.Total> totals(YearMonth month, String after, int limit)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            TOTALS
                + " AND booked_month = ? AND item > ? AND item <="
                + " (SELECT MAX(p.item) FROM (SELECT DISTINCT m.item FROM month_value m"
                + " WHERE m.calculation = ? AND m.entity = ? AND m.booked_month = ?"
                + " AND m.item > ? ORDER BY m.item OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY) p)"
                + " ORDER BY item, counterpart")) {
      whose(select);
      select.setString(3, month.toString());
      select.setString(4, after);
      select.setInt(5, calculation);
      select.setString(6, entity.value());
      select.setString(7, month.toString());
      select.setString(8, after);
      select.setInt(9, limit);
      return totals(select);
    }
  }

  private static SequencedMap<Figures.TotalKey, Figures.Total> totals(PreparedStatement select)
      throws SQLException {
    SequencedMap<Figures.TotalKey, Figures.Total> totals = new LinkedHashMap<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        totals.put(
            new Figures.TotalKey(
                YearMonth.parse(row.getString(1)), row.getString(2), Location.of(row.getString(3))),
            new Figures.Total(row.getLong(4), row.getLong(5), row.getLong(6)));
      }
    }
    return totals;
  }

  /** So many late movements after a place. */
  List<Figures.Late> late(long after, int limit) throws SQLException {
    List<Figures.Late> late = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            LATE
                + " AND valuation_seq > ? ORDER BY valuation_seq"
                + " OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY")) {
      whose(select);
      select.setLong(3, after);
      select.setInt(4, limit);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          late.add(
              new Figures.Late(
                  row.getLong(1),
                  Remark.of(row.getString(2)),
                  new DocumentKey(
                      new StoreId(row.getString(3)),
                      new TerminalId(row.getString(4)),
                      row.getInt(5),
                      row.getLong(6)),
                  row.getInt(7),
                  row.getString(8),
                  row.getString(9),
                  YearMonth.parse(row.getString(10)),
                  row.getLong(11),
                  row.getLong(12)));
        }
      }
    }
    return late;
  }
}
