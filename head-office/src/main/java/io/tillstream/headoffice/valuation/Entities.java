package io.tillstream.headoffice.valuation;

import io.tillstream.protocol.identity.StoreId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The legal entities and whose stores are whose.
 *
 * @param connection of the running transaction
 */
record Entities(Connection connection) {

  /**
   * A legal entity.
   *
   * @param name what it is called
   * @param currency of its costs, where somebody has said it
   */
  record Entity(EntityName name, Optional<String> currency) {}

  List<Entity> all() throws SQLException {
    List<Entity> entities = new ArrayList<>();
    try (PreparedStatement select =
            connection.prepareStatement(
                "SELECT entity, currency FROM legal_entity ORDER BY entity");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        entities.add(
            new Entity(new EntityName(row.getString(1)), Optional.ofNullable(row.getString(2))));
      }
    }
    return entities;
  }

  Optional<Entity> find(EntityName name) throws SQLException {
    return all().stream().filter(entity -> entity.name().equals(name)).findFirst();
  }

  /** Stores of which somebody has said whose they are. */
  Map<StoreId, EntityName> stores() throws SQLException {
    Map<StoreId, EntityName> stores = new HashMap<>();
    try (PreparedStatement select =
            connection.prepareStatement("SELECT store, entity FROM store_entity");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        stores.put(new StoreId(row.getString(1)), new EntityName(row.getString(2)));
      }
    }
    return stores;
  }

  /** Adds an entity, or says the currency of one. */
  void put(EntityName name, Optional<String> currency) throws SQLException {
    write(
        "UPDATE legal_entity SET currency = ? WHERE entity = ?",
        "INSERT INTO legal_entity (currency, entity) VALUES (?, ?)",
        currency.orElse(null),
        name.value());
  }

  void assign(StoreId store, EntityName name) throws SQLException {
    write(
        "UPDATE store_entity SET entity = ? WHERE store = ?",
        "INSERT INTO store_entity (entity, store) VALUES (?, ?)",
        name.value(),
        store.value());
  }

  private void write(String change, String add, String value, String key) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(change);
        PreparedStatement insert = connection.prepareStatement(add)) {
      update.setString(1, value);
      update.setString(2, key);
      if (update.executeUpdate() == 0) {
        insert.setString(1, value);
        insert.setString(2, key);
        insert.executeUpdate();
      }
    }
  }

  /** Whether the books know of anything that a store did, or that another did with it. */
  boolean hasTraded(StoreId store) throws SQLException {
    return isAny("SELECT COUNT(*) FROM feed WHERE store = ?", store)
        || isAny("SELECT COUNT(*) FROM transfer_part WHERE other_store = ?", store);
  }

  private boolean isAny(String sql, StoreId store) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, store.value());
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getLong(1) > 0;
      }
    }
  }
}
