package io.tillstream.store.escrow;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.store.writer.Writer;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** Which items are scarce and what is leased of them, as committed. Thread-safe. */
@Singleton
public class ScarceItems {

  private static final String ITEMS =
      "SELECT s.item, s.lot_thousandths, COALESCE(f.quantity_thousandths, 0) FROM scarce_item s"
          + " LEFT JOIN stock f ON f.item = s.item AND f.location = ? ORDER BY s.item";
  private static final String LEASES =
      "SELECT l.item, l.terminal, l.epoch, t.epoch, l.granted_thousandths,"
          + " l.returned_thousandths, l.spent_thousandths FROM stock_lease l"
          + " INNER JOIN scarce_item s ON s.item = l.item"
          + " LEFT JOIN terminal t ON t.terminal = l.terminal"
          + " ORDER BY l.item, l.terminal, l.epoch";
  private static final String UNBOUND =
      "SELECT s.item, t.terminal FROM scarce_item s INNER JOIN terminal t ON t.epoch > 0"
          + " WHERE t.revoked_at_millis IS NULL AND NOT EXISTS (SELECT 1 FROM stock_lease l"
          + " INNER JOIN stock_lease_report r ON r.terminal = l.terminal AND r.epoch = l.epoch"
          + " WHERE l.item = s.item AND l.terminal = t.terminal AND l.epoch = t.epoch"
          + " AND r.reported_at_millis >= s.chosen_at_millis) ORDER BY s.item, t.terminal";
  private static final String AWAITED =
      "SELECT t.terminal FROM terminal t WHERE t.epoch > 0 AND t.revoked_at_millis IS NULL"
          + " AND NOT EXISTS (SELECT 1 FROM stock_lease_report r WHERE r.terminal = t.terminal"
          + " AND r.epoch = t.epoch AND r.incarnation = ?) ORDER BY t.terminal";
  private final DataSource database;
  private final Writer writer;

  ScarceItems(DataSource database, Writer writer) {
    this.database = database;
    this.writer = writer;
  }

  /**
   * The scarce items of the store.
   *
   * @param items by code
   * @param held whether nothing is leased, because the store was restored from a backup and nobody
   *     has said yet that it knows again what was leased since
   * @param awaited while it is held: terminals that have not told since what is leased to them
   */
  public record Listed(List<Scarce> items, boolean held, List<String> awaited) {}

  /**
   * A scarce item.
   *
   * @param item its code
   * @param lot how much a terminal has at a time
   * @param onHand on the shop floor
   * @param leased what is kept back for terminals
   * @param free what may still be leased; below zero when goods went that were leased
   * @param leases by terminal and epoch
   * @param unbound terminals that have told of no lease of it since it was chosen, or cannot: what
   *     they sell of it is bounded by nothing
   */
  public record Scarce(
      String item,
      String lot,
      String onHand,
      String leased,
      String free,
      List<Leased> leases,
      List<String> unbound) {}

  /**
   * What is leased to one life of a terminal's journal.
   *
   * @param closed true when the terminal sells in another epoch by now; else absent
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Leased(
      String terminal,
      int epoch,
      String left,
      String granted,
      String returned,
      String spent,
      Boolean closed) {

    /** Whether anything of it may still be sold, or return. */
    @JsonIgnore
    public boolean isAnyLeft() {
      return !left.equals("0") && !left.startsWith("-");
    }
  }

  private record Row(Leased leased, long reserved) {}

  /** All of them. */
  public Listed all() throws SQLException {
    try (Connection connection = database.getConnection()) {
      String incarnation = writer.published().incarnation();
      boolean held = isHeld(connection, incarnation);
      return new Listed(
          items(connection, leases(connection)),
          held,
          held ? awaited(connection, incarnation) : List.of());
    }
  }

  private static List<Scarce> items(Connection connection, Map<String, List<Row>> leases)
      throws SQLException {
    List<Scarce> items = new ArrayList<>();
    Map<String, List<String>> unbound = unbound(connection);
    try (PreparedStatement select = connection.prepareStatement(ITEMS)) {
      select.setString(1, Location.SHOP_FLOOR.toString());
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          List<Row> of = leases.getOrDefault(row.getString(1), List.of());
          long reserved = of.stream().mapToLong(Row::reserved).sum();
          items.add(
              new Scarce(
                  row.getString(1),
                  text(row.getLong(2)),
                  text(row.getLong(3)),
                  text(reserved),
                  text(row.getLong(3) - reserved),
                  of.stream().map(Row::leased).toList(),
                  unbound.getOrDefault(row.getString(1), List.of())));
        }
      }
    }
    return items;
  }

  private static Map<String, List<Row>> leases(Connection connection) throws SQLException {
    Map<String, List<Row>> leases = new HashMap<>();
    try (PreparedStatement select = connection.prepareStatement(LEASES);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        long left = row.getLong(5) - row.getLong(6) - row.getLong(7);
        boolean closed = row.getInt(4) != row.getInt(3);
        Leased leased =
            new Leased(
                row.getString(2),
                row.getInt(3),
                text(left),
                text(row.getLong(5)),
                text(row.getLong(6)),
                text(row.getLong(7)),
                closed ? Boolean.TRUE : null);
        leases
            .computeIfAbsent(row.getString(1), item -> new ArrayList<>())
            .add(new Row(leased, Math.max(0, left)));
      }
    }
    return leases;
  }

  private static boolean isHeld(Connection connection, String incarnation) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(ReportLeases.HELD)) {
      select.setString(1, incarnation);
      try (ResultSet row = select.executeQuery()) {
        return row.next();
      }
    }
  }

  private static List<String> awaited(Connection connection, String incarnation)
      throws SQLException {
    List<String> awaited = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(AWAITED)) {
      select.setString(1, incarnation);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          awaited.add(row.getString(1));
        }
      }
    }
    return awaited;
  }

  private static Map<String, List<String>> unbound(Connection connection) throws SQLException {
    Map<String, List<String>> unbound = new HashMap<>();
    try (PreparedStatement select = connection.prepareStatement(UNBOUND);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        unbound.computeIfAbsent(row.getString(1), item -> new ArrayList<>()).add(row.getString(2));
      }
    }
    return unbound;
  }

  private static String text(long thousandths) {
    return new Quantity(thousandths).toString();
  }
}
