package io.tillstream.store.stock;

import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.money.Quantity;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Reads what is where, as committed. Thread-safe. */
@Singleton
class OnHand {

  private static final String PAGE =
      "SELECT item, quantity_thousandths FROM stock WHERE location = ? AND item > ?"
          + " ORDER BY item OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY";
  private static final String ONE =
      "SELECT item, quantity_thousandths FROM stock WHERE location = ? AND item = ?";
  private static final String KNOWN = "SELECT item FROM item WHERE item = ?";

  private final DataSource database;

  OnHand(DataSource database) {
    this.database = database;
  }

  /**
   * What is on hand of an item.
   *
   * @param item its code
   * @param quantity decimal
   */
  record Row(String item, String quantity) {}

  List<Row> after(Location location, String item, int limit) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(PAGE)) {
      select.setString(1, location.toString());
      select.setString(2, item);
      select.setInt(3, limit);
      return read(select);
    }
  }

  Optional<Row> of(Location location, String item) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(ONE);
        PreparedStatement known = connection.prepareStatement(KNOWN)) {
      select.setString(1, location.toString());
      select.setString(2, item);
      Optional<Row> moved = read(select).stream().findFirst();
      if (moved.isPresent()) {
        return moved;
      }
      known.setString(1, item);
      try (ResultSet row = known.executeQuery()) {
        return row.next() ? Optional.of(new Row(item, Quantity.ZERO.toString())) : Optional.empty();
      }
    }
  }

  private static List<Row> read(PreparedStatement select) throws SQLException {
    List<Row> rows = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        rows.add(new Row(row.getString(1), new Quantity(row.getLong(2)).toString()));
      }
    }
    return rows;
  }
}
