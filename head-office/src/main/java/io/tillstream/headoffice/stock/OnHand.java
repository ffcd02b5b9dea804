package io.tillstream.headoffice.stock;

import io.tillstream.headoffice.database.Database;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.stock.Location;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What is on the shop floors. Thread-safe. */
@Singleton
class OnHand {

  private final Database database;

  OnHand(Database database) {
    this.database = database;
  }

  record Item(String item, String quantity) {}

  record AtStore(StoreId store, Quantity quantity) {}

  /** Items of a store that ever moved, by code. */
  List<Item> after(StoreId store, String item, int limit) throws SQLException {
    return database.reading(
        connection -> {
          List<Item> items = new ArrayList<>();
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "SELECT item, quantity_thousandths FROM stock"
                      + " WHERE store = ? AND location = ? AND item > ?"
                      + " ORDER BY item OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY")) {
            statement.setString(1, store.value());
            statement.setString(2, Location.SHOP_FLOOR.toString());
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

  /** Where an item ever moved, by store. */
  List<AtStore> of(String item) throws SQLException {
    return database.reading(
        connection -> {
          List<AtStore> stores = new ArrayList<>();
          try (PreparedStatement statement =
              connection.prepareStatement(
                  // By way of the stores, few as they are: the key of stock begins with the store.
                  "SELECT stock.store, stock.quantity_thousandths FROM store"
                      + " INNER JOIN stock ON stock.store = store.store"
                      + " AND stock.location = ? AND stock.item = ? ORDER BY stock.store")) {
            statement.setString(1, Location.SHOP_FLOOR.toString());
            statement.setString(2, item);
            try (ResultSet row = statement.executeQuery()) {
              while (row.next()) {
                stores.add(
                    new AtStore(new StoreId(row.getString(1)), new Quantity(row.getLong(2))));
              }
            }
          }
          return List.copyOf(stores);
        });
  }
}
