package io.tillstream.store.writer;

import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.store.shop.Shop;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The one row that says whose database this is, how far its log has come and which process may
 * write: raising the leader epoch shuts out every writer before (I17).
 */
final class StoreClock {

  private static final String SELECT =
      "SELECT store, currency, incarnation, v, leader_epoch FROM store_clock WHERE id = 1";

  private StoreClock() {}

  /**
   * Makes this process the writer.
   *
   * @return the leader epoch to write under
   * @throws WrongStore when the books belong to another store or are kept in another currency
   */
  static long lead(Connection connection, Shop shop) throws SQLException {
    Row found = read(connection);
    if (found == null) {
      try (PreparedStatement insert =
          connection.prepareStatement(
              "INSERT INTO store_clock (id, store, currency, incarnation, v, leader_epoch)"
                  + " VALUES (1, ?, ?, ?, 0, 0)")) {
        insert.setString(1, shop.id().value());
        insert.setString(2, shop.currency().getCurrencyCode());
        insert.setString(3, UUID.randomUUID().toString());
        insert.executeUpdate();
      }
    } else {
      WrongStore.check(shop, found.store(), found.currency());
    }
    try (PreparedStatement raise =
        connection.prepareStatement(
            "UPDATE store_clock SET leader_epoch = leader_epoch + 1 WHERE id = 1")) {
      raise.executeUpdate();
    }
    return read(connection).leaderEpoch();
  }

  /** Who leads now. */
  static long leaderEpoch(Connection connection) throws SQLException {
    return read(connection).leaderEpoch();
  }

  /**
   * Moves the clock from one seq to another, and perhaps into another life of the log.
   *
   * @return false when another process has taken over, or the database is not the one that was
   *     read: nothing may be committed
   */
  static boolean move(Statements statements, Published from, Published to, long leaderEpoch)
      throws SQLException {
    PreparedStatement update =
        statements.prepare(
            "UPDATE store_clock SET v = ?, incarnation = ?"
                + " WHERE id = 1 AND v = ? AND leader_epoch = ? AND incarnation = ?");
    update.setLong(1, to.seq());
    update.setString(2, to.incarnation());
    update.setLong(3, from.seq());
    update.setLong(4, leaderEpoch);
    // A database restored from a backup counts leaders anew: its epochs alone would not tell (I17).
    update.setString(5, from.incarnation());
    return update.executeUpdate() == 1;
  }

  /**
   * Holds the row for this process until its transaction ends.
   *
   * @return false when another process has taken over: nothing may be committed
   */
  static boolean hold(Connection connection, long leaderEpoch, String incarnation)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE store_clock SET leader_epoch = ?"
                + " WHERE id = 1 AND leader_epoch = ? AND incarnation = ?")) {
      update.setLong(1, leaderEpoch);
      update.setLong(2, leaderEpoch);
      update.setString(3, incarnation);
      return update.executeUpdate() == 1;
    }
  }

  /** The books as committed. */
  static Published published(Connection connection) throws SQLException {
    Row row = read(connection);
    StoreId store = new StoreId(row.store());
    Map<DocumentStream, Watermark> streams = new HashMap<>();
    try (PreparedStatement select =
            connection.prepareStatement("SELECT terminal, epoch, n, hash FROM document_stream");
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        streams.put(
            new DocumentStream(store, new TerminalId(rows.getString(1)), rows.getInt(2)),
            new Watermark(rows.getLong(3), Hash.of(rows.getBytes(4))));
      }
    }
    return new Published(row.incarnation(), row.seq(), row.seq(), Map.copyOf(streams));
  }

  private static Row read(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SELECT);
        ResultSet rows = select.executeQuery()) {
      return rows.next()
          ? new Row(
              rows.getString(1),
              rows.getString(2),
              rows.getString(3),
              rows.getLong(4),
              rows.getLong(5))
          : null;
    }
  }

  private record Row(
      String store, String currency, String incarnation, long seq, long leaderEpoch) {}
}
