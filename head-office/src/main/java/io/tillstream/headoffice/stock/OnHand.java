package io.tillstream.headoffice.stock;

import io.tillstream.headoffice.database.Database;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.money.Quantity;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What is at the real places of the stores. Thread-safe. */
@Singleton
class OnHand {

  private final Database database;

  OnHand(Database database) {
    this.database = database;
  }

  record Item(String item, String quantity) {}

  record AtStore(StoreId store, Location location, Quantity quantity) {}

  /** Items that ever moved at a place of a store, by code. */
  List<Item> after(StoreId store, Location location, String item, int limit) throws SQLException {
    return database.reading(
        connection -> {
          List<Item> items = new ArrayList<>();
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "SELECT item, quantity_thousandths FROM stock"
                      + " WHERE store = ? AND location = ? AND item > ?"
                      + " ORDER BY item OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY")) {
            statement.setString(1, store.value());
            statement.setString(2, location.toString());
            statement.setString(3, item);
            statement.setInt(4, limit);
            try (ResultSet row = statement.executeQuery()) {
              while (row.next()) {
                items.add(new Item(row.getString(1), new Quantity(row.getLong(2)).toString()));
              }
            }
          }
          return List.copyOf(items);
        });
  }

  /** What of an item is in transit between stores, as far as is known. */
  Quantity inTransit(String item) throws SQLException {
    return database.reading(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "SELECT SUM(dispatched_thousandths - received_thousandths"
                      + " - settled_thousandths) FROM transfer_item WHERE item = ?")) {
            statement.setString(1, item);
            try (ResultSet row = statement.executeQuery()) {
              row.next();
              return new Quantity(row.getLong(1)); // 0 for no row
            }
          }
        });
  }

  /** Where an item ever moved, by store and place. */
  List<AtStore> of(String item) throws SQLException {
    return database.reading(
        connection -> {
          List<AtStore> stores = new ArrayList<>();
          try (PreparedStatement statement =
              connection.prepareStatement(
                  // By way of the stores, few as they are: the key of stock begins with the store.
                  "SELECT stock.store, stock.location, stock.quantity_thousandths FROM store"
                      + " INNER JOIN stock ON stock.store = store.store"
                      + " AND stock.location IN (?, ?) AND stock.item = ?"
                      + " ORDER BY stock.store, stock.location DESC")) {
            statement.setString(1, Location.SHOP_FLOOR.toString());
            statement.setString(2, Location.BACK_ROOM.toString());
            statement.setString(3, item);
            try (ResultSet row = statement.executeQuery()) {
              while (row.next()) {
                stores.add(
                    new AtStore(
                        new StoreId(row.getString(1)),
                        Location.of(row.getString(2)),
                        new Quantity(row.getLong(3))));
              }
            }
          }
          return List.copyOf(stores);
        });
  }
}
