package io.tillstream.headoffice.transfers;

import io.tillstream.headoffice.database.Database;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.transfer.Balance;
import io.tillstream.protocol.transfer.TransferStanding;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads what the stores' documents say of transfers. Thread-safe. */
@Singleton
class Transfers {

  private static final String PAGE =
      "SELECT DISTINCT transfer FROM transfer_part WHERE transfer > ?"
          + " ORDER BY transfer OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY";
  private static final String PAGE_OF_STORE =
      "SELECT DISTINCT transfer FROM transfer_part WHERE transfer > ?"
          + " AND (store = ? OR other_store = ?)"
          + " ORDER BY transfer OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY";
  private static final String PARTS =
      "SELECT store, other_store, started_on, dispatches, receipts, whole_receipts"
          + " FROM transfer_part WHERE transfer = ? ORDER BY store";
  private static final String ITEMS =
      "SELECT store, item, dispatched_thousandths, received_thousandths, settled_thousandths"
          + " FROM transfer_item WHERE transfer = ?";

  // Open ones of which the store itself has said nothing; what it has said something of, it names.
  private static final String UNHEARD =
      "SELECT p.transfer FROM transfer_part p"
          + " INNER JOIN transfer_item i ON i.transfer = p.transfer"
          + " WHERE p.other_store = ? AND NOT EXISTS (SELECT 1 FROM transfer_part own"
          + " WHERE own.transfer = p.transfer AND own.store = ?)"
          + " GROUP BY p.transfer, i.item"
          + " HAVING SUM(i.dispatched_thousandths - i.received_thousandths"
          + " - i.settled_thousandths) <> 0"
          + " ORDER BY p.transfer OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY";

  private final Database database;

  Transfers(Database database) {
    this.database = database;
  }

  /**
   * What each store says, of the transfers that follow an id.
   *
   * @param store only those in which it takes part; null for all
   */
  List<Map<StoreId, TransferStanding>> after(String id, StoreId store, int limit)
      throws SQLException {
    return database.reading(
        connection -> {
          List<Map<StoreId, TransferStanding>> transfers = new ArrayList<>();
          for (String each : ids(connection, id, store, limit)) {
            transfers.add(parts(connection, each));
          }
          return transfers;
        });
  }

  /** What each store says, of open transfers to or from a store that has said nothing of them. */
  List<Map<StoreId, TransferStanding>> unheardBy(StoreId store, int limit) throws SQLException {
    return database.reading(
        connection -> {
          SortedSet<String> ids = new TreeSet<>();
          try (PreparedStatement select = connection.prepareStatement(UNHEARD)) {
            select.setString(1, store.value());
            select.setString(2, store.value());
            select.setInt(3, limit);
            try (ResultSet row = select.executeQuery()) {
              while (row.next()) {
                ids.add(row.getString(1));
              }
            }
          }
          List<Map<StoreId, TransferStanding>> transfers = new ArrayList<>();
          for (String each : ids) {
            transfers.add(parts(connection, each));
          }
          return transfers;
        });
  }

  /** What each store says of one transfer; empty when none does. */
  Map<StoreId, TransferStanding> of(String id) throws SQLException {
    return database.reading(connection -> parts(connection, id));
  }

  private static List<String> ids(Connection connection, String id, StoreId store, int limit)
      throws SQLException {
    List<String> ids = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(store == null ? PAGE : PAGE_OF_STORE)) {
      select.setString(1, id);
      if (store != null) {
        select.setString(2, store.value());
        select.setString(3, store.value());
      }
      select.setInt(store == null ? 2 : 4, limit);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          ids.add(row.getString(1));
        }
      }
    }
    return ids;
  }

  private static SortedMap<StoreId, TransferStanding> parts(Connection connection, String id)
      throws SQLException {
    Map<StoreId, SortedMap<String, Balance>> items = items(connection, id);
    SortedMap<StoreId, TransferStanding> parts = new TreeMap<>();
    try (PreparedStatement select = connection.prepareStatement(PARTS)) {
      select.setString(1, id);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          StoreId store = new StoreId(row.getString(1));
          parts.put(
              store,
              new TransferStanding(
                  id,
                  new StoreId(row.getString(2)),
                  row.getString(3),
                  row.getInt(4),
                  row.getInt(5),
                  row.getInt(6),
                  items.getOrDefault(store, new TreeMap<>())));
        }
      }
    }
    return parts;
  }

  private static Map<StoreId, SortedMap<String, Balance>> items(Connection connection, String id)
      throws SQLException {
    Map<StoreId, SortedMap<String, Balance>> items = new HashMap<>();
    try (PreparedStatement select = connection.prepareStatement(ITEMS)) {
      select.setString(1, id);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          items
              .computeIfAbsent(new StoreId(row.getString(1)), store -> new TreeMap<>())
              .put(row.getString(2), new Balance(row.getLong(3), row.getLong(4), row.getLong(5)));
        }
      }
    }
    return items;
  }
}
