package io.tillstream.store.escrow;

import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.store.writer.Batch;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes back what is left of leases whose epoch was closed, once nobody can come with another sale
 * of it: the machine has said with its witness up to where it showed numbers, all documents up to
 * there are booked, and nobody else may have gone by its name. Else a person says so. No clock
 * comes into it. The writer's thread, one batch.
 */
final class ReturnClosed {

  private static final String CLOSED =
      "SELECT DISTINCT l.terminal, l.epoch, e.claimed_n, e.witness_n FROM stock_lease l"
          + " INNER JOIN terminal_epoch e ON e.terminal = l.terminal AND e.epoch = l.epoch"
          + " INNER JOIN stock_lease_report r ON r.terminal = l.terminal AND r.epoch = l.epoch"
          + " WHERE l.granted_thousandths - l.returned_thousandths - l.spent_thousandths > 0"
          + " AND e.closed_at_millis IS NOT NULL AND e.witness_n IS NOT NULL"
          + " AND (e.refused IS NULL OR e.refused = 'restored') AND r.shared = 0";
  private static final String PARKED =
      "SELECT COUNT(*) FROM parked WHERE terminal = ? AND epoch = ?";
  private static final String RETURN =
      "UPDATE stock_lease SET returned_thousandths = granted_thousandths - spent_thousandths,"
          + " wants_more = 0 WHERE terminal = ? AND epoch = ?"
          + " AND granted_thousandths - returned_thousandths - spent_thousandths > 0";

  private ReturnClosed() {}

  /** Of every terminal of the store. */
  static void all(Batch batch, StoreId store) throws SQLException {
    for (DocumentStream stream : complete(batch, store)) {
      if (!hasParked(batch, stream)) {
        of(batch, stream.terminal(), stream.epoch());
      }
    }
  }

  /**
   * Takes back what is left of one epoch's leases.
   *
   * @return whether there was anything
   */
  static boolean of(Batch batch, TerminalId terminal, int epoch) throws SQLException {
    PreparedStatement update = batch.prepare(RETURN);
    update.setString(1, terminal.value());
    update.setInt(2, epoch);
    return update.executeUpdate() > 0;
  }

  private static List<DocumentStream> complete(Batch batch, StoreId store) throws SQLException {
    List<DocumentStream> complete = new ArrayList<>();
    PreparedStatement select = batch.prepare(CLOSED);
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        DocumentStream stream =
            new DocumentStream(store, new TerminalId(row.getString(1)), row.getInt(2));
        // Neither the head of its journal nor its witness may lie beyond what has come.
        if (batch.standing(stream).position() >= Math.max(row.getLong(3), row.getLong(4))) {
          complete.add(stream);
        }
      }
    }
    return complete;
  }

  /** One that waits may still be booked, and takes its goods then. */
  private static boolean hasParked(Batch batch, DocumentStream stream) throws SQLException {
    PreparedStatement select = batch.prepare(PARKED);
    select.setString(1, stream.terminal().value());
    select.setInt(2, stream.epoch());
    try (ResultSet row = select.executeQuery()) {
      row.next();
      return row.getLong(1) > 0;
    }
  }
}
