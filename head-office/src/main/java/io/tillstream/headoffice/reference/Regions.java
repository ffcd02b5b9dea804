package io.tillstream.headoffice.reference;

import io.tillstream.headoffice.database.Database;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.layer.Layer;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Which region each store belongs to. Thread-safe. */
@Singleton
class Regions {

  private final Database database;

  Regions(Database database) {
    this.database = database;
  }

  /** The region of a store; empty when it has none. */
  Optional<String> of(StoreId store) throws SQLException {
    return database.reading(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement("SELECT region FROM store WHERE store = ?")) {
            select.setString(1, store.value());
            try (ResultSet row = select.executeQuery()) {
              return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
            }
          }
        });
  }

  /** Puts a store into a region, or into none; its server reads the other region's rows. */
  void put(StoreId store, String region) throws SQLException {
    database.durably(
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement("UPDATE store SET region = ? WHERE store = ?")) {
            update.setString(1, region);
            update.setString(2, store.value());
            return update.executeUpdate();
          }
        });
  }

  /** The scope that is a store's layer. */
  Scope scope(StoreId store, Layer layer) throws SQLException {
    return switch (layer) {
      case CHAIN -> Scope.CHAIN;
      case REGION -> Scope.region(of(store).orElse(null));
      case STORE, OWN -> Scope.store(store);
    };
  }
}
