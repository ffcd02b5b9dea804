package io.tillstream.store.escrow;

import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.escrow.StockLease;
import io.tillstream.protocol.escrow.Told;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.store.stock.SpentLeases;
import io.tillstream.store.writer.Batch;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/** The leases of one life of a terminal's journal. The writer's thread, one batch. */
final class Leases {

  private static final String SELECT =
      "SELECT item, since_n, granted_thousandths, returned_thousandths, spent_thousandths,"
          + " wants_more FROM stock_lease"
          + " WHERE terminal = ? AND epoch = ?";
  private static final String INSERT =
      "INSERT INTO stock_lease (since_n, granted_thousandths, returned_thousandths,"
          + " spent_thousandths, wants_more, item, terminal, epoch)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String UPDATE =
      "UPDATE stock_lease SET since_n = ?, granted_thousandths = ?, returned_thousandths = ?,"
          + " spent_thousandths = ?, wants_more = ?"
          + " WHERE item = ? AND terminal = ? AND epoch = ?";
  // The lines of a document have the keys from its seq times 8192 on.
  private static final String SPENT =
      "SELECT COALESCE(SUM(CASE WHEN m.from_location = ? THEN m.quantity_thousandths"
          + " WHEN m.to_location = ? THEN -m.quantity_thousandths ELSE 0 END), 0)"
          + " FROM document d INNER JOIN movement m"
          + " ON m.id >= d.seq * 8192 AND m.id < (d.seq + 1) * 8192"
          + " WHERE d.terminal = ? AND d.epoch = ? AND d.n > ? AND m.item = ?";

  private final Batch batch;
  private final DocumentStream stream;
  private final Map<String, Kept> kept = new TreeMap<>();

  private record Kept(StockLease lease, boolean wantsMore) {}

  private Leases(Batch batch, DocumentStream stream) {
    this.batch = batch;
    this.stream = stream;
  }

  /** As they are kept, after all that this batch has booked. */
  static Leases of(Batch batch, DocumentStream stream) throws SQLException {
    Leases leases = new Leases(batch, stream);
    PreparedStatement select = batch.prepare(SELECT);
    select.setString(1, stream.terminal().value());
    select.setInt(2, stream.epoch());
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        StockLease sums =
            new StockLease(row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5));
        leases.kept.put(row.getString(1), new Kept(sums, row.getInt(6) == 1));
      }
    }
    return leases;
  }

  /** The lease of an item; null when the terminal never told of one. */
  StockLease of(String item) {
    Kept lease = kept.get(item);
    return lease == null ? null : lease.lease();
  }

  /**
   * Takes in what the terminal says.
   *
   * @return false when it began its lease at another place than the one that is kept here, and so
   *     is another machine: nothing is granted to it
   */
  boolean told(Told told) throws SQLException {
    Kept before = kept.get(told.item());
    if (before == null) {
      SpentLeases.of(batch)
          .begin(told.item(), stream.terminal().value(), stream.epoch(), told.since());
      StockLease begun = new StockLease(told.since(), 0, 0, spent(told));
      write(INSERT, told.item(), begun.told(told), false);
      return true;
    }
    if (before.lease().since() != told.since()) {
      return false;
    }
    put(told.item(), before.lease().told(told), before.wantsMore());
    return true;
  }

  /** Keeps a lease as it is now. */
  void put(String item, StockLease lease, boolean wantsMore) throws SQLException {
    if (!new Kept(lease, wantsMore).equals(kept.get(item))) {
      write(UPDATE, item, lease, wantsMore);
    }
  }

  private long spent(Told told) throws SQLException {
    PreparedStatement select = batch.prepare(SPENT);
    select.setString(1, Location.SHOP_FLOOR.toString());
    select.setString(2, Location.SHOP_FLOOR.toString());
    select.setString(3, stream.terminal().value());
    select.setInt(4, stream.epoch());
    select.setLong(5, told.since());
    select.setString(6, told.item());
    try (ResultSet row = select.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private void write(String sql, String item, StockLease lease, boolean wantsMore)
      throws SQLException {
    kept.put(item, new Kept(lease, wantsMore));
    PreparedStatement write = batch.prepare(sql);
    write.setLong(1, lease.since());
    write.setLong(2, lease.grantedThousandths());
    write.setLong(3, lease.returnedThousandths());
    write.setLong(4, lease.spentThousandths());
    write.setInt(5, wantsMore ? 1 : 0);
    write.setString(6, item);
    write.setString(7, stream.terminal().value());
    write.setInt(8, stream.epoch());
    write.executeUpdate();
  }
}
