package io.tillstream.store.conflict;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.store.shop.Shop;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Reads the goods that the store counts on, as committed. Thread-safe. */
@Singleton
public class ListExpected {

  private static final String PAGE =
      "SELECT e.settlement_seq, e.item, e.quantity_thousandths, e.from_store, e.state,"
          + " e.since_millis, e.arrived_at_millis, d.terminal, d.epoch, d.n"
          + " FROM expected_goods e INNER JOIN document d ON d.seq = e.settlement_seq"
          + " WHERE e.state = ? AND e.settlement_seq > ?"
          + " ORDER BY e.settlement_seq OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY";

  private final DataSource database;
  private final Shop shop;

  ListExpected(DataSource database, Shop shop) {
    this.database = database;
    this.shop = shop;
  }

  /**
   * Goods that are owed, or were.
   *
   * @param seq where the page stands
   * @param item of what
   * @param quantity how much, decimal
   * @param from the store that was asked to send them; absent when a supplier is to deliver
   * @param state open or arrived
   * @param since ISO instant
   * @param arrivedAt ISO instant; absent while they are awaited
   * @param settlement the document that says so
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Expected(
      long seq,
      String item,
      String quantity,
      String from,
      String state,
      String since,
      String arrivedAt,
      String settlement) {}

  /** Those of a state after a place in the log, the oldest first. */
  public List<Expected> after(String state, long seq, int limit) throws SQLException {
    List<Expected> found = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(PAGE)) {
      select.setString(1, state);
      select.setLong(2, seq);
      select.setInt(3, limit);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.add(expected(row));
        }
      }
    }
    return found;
  }

  private Expected expected(ResultSet row) throws SQLException {
    long arrivedAtMillis = row.getLong(7);
    String arrivedAt = row.wasNull() ? null : Instant.ofEpochMilli(arrivedAtMillis).toString();
    DocumentKey settlement =
        new DocumentKey(
            shop.id(), new TerminalId(row.getString(8)), row.getInt(9), row.getLong(10));
    return new Expected(
        row.getLong(1),
        row.getString(2),
        new Quantity(row.getLong(3)).toString(),
        row.getString(4),
        row.getString(5),
        Instant.ofEpochMilli(row.getLong(6)).toString(),
        arrivedAt,
        settlement.toString());
  }
}
