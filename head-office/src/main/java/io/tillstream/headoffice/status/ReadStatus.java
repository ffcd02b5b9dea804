package io.tillstream.headoffice.status;

import io.tillstream.headoffice.database.Database;
import io.tillstream.headoffice.stores.Stores;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads the status of stores. Thread-safe. */
@Singleton
class ReadStatus {

  private final Database database;

  ReadStatus(Database database) {
    this.database = database;
  }

  /**
   * By name.
   *
   * @param after which name; the empty one, from the beginning
   * @param rows most of them
   */
  List<StoreStatus> after(String after, int rows) throws SQLException {
    return database.reading(
        connection -> {
          List<StoreStatus> page = new ArrayList<>();
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "SELECT store, last_envelope_millis, fork_seen_millis, parked_millis"
                      + " FROM store WHERE store > ? ORDER BY store"
                      + " OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY")) {
            statement.setString(1, after);
            statement.setInt(2, rows);
            try (ResultSet row = statement.executeQuery()) {
              while (row.next()) {
                page.add(of(connection, row));
              }
            }
          }
          return List.copyOf(page);
        });
  }

  private static StoreStatus of(Connection connection, ResultSet store) throws SQLException {
    StoreId id = new StoreId(store.getString(1));
    Life life = newestLife(connection, id);
    List<StoreStatus.Stream> streams = new ArrayList<>();
    StoreStatus.Counts counts = streams(connection, id, streams);
    return new StoreStatus(
        id,
        life.incarnation(),
        life.watermark().position(),
        life.watermark().hash(),
        counts,
        List.copyOf(streams),
        Stores.instant(store, 2),
        Stores.instant(store, 3),
        store.getObject(4) == null ? null : ReadParked.fault(connection, id).orElse(null));
  }

  private record Life(String incarnation, Watermark watermark) {}

  private static Life newestLife(Connection connection, StoreId store) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT incarnation, seq, hash FROM store_stream WHERE store = ?"
                + " ORDER BY ordinal DESC")) {
      statement.setString(1, store.value());
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? new Life(row.getString(1), new Watermark(row.getLong(2), Hash.of(row.getBytes(3))))
            : new Life(null, Watermark.START);
      }
    }
  }

  /** Fills in the streams; a head's n is also how many documents of it are held, without a gap. */
  private static StoreStatus.Counts streams(
      Connection connection, StoreId store, List<StoreStatus.Stream> streams) throws SQLException {
    long made = 0;
    long own = 0;
    long parked = 0;
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT terminal, epoch, n, hash, parked FROM document_stream WHERE store = ?"
                + " ORDER BY terminal, epoch")) {
      statement.setString(1, store.value());
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          TerminalId terminal = new TerminalId(row.getString(1));
          long n = row.getLong(3);
          streams.add(new StoreStatus.Stream(terminal, row.getInt(2), n, Hash.of(row.getBytes(4))));
          made += terminal.equals(TerminalId.STORE_ITSELF) ? 0 : n;
          own += terminal.equals(TerminalId.STORE_ITSELF) ? n : 0;
          parked += row.getLong(5);
        }
      }
    }
    return new StoreStatus.Counts(made, own, parked, collisions(connection, store));
  }

  private static long collisions(Connection connection, StoreId store) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT COUNT(*) FROM document_collision WHERE store = ? AND settled_millis IS NULL")) {
      statement.setString(1, store.value());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }
}
