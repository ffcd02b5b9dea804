package io.tillstream.headoffice.inbox;

import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.transfer.Balance;
import io.tillstream.protocol.transfer.TransferStanding;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;

/**
 * Adds what new documents of a store say of its transfers to what is held. Rows are the store's
 * own, so nobody else writes them while it passes the turnstile.
 *
 * @param connection of the running transaction
 * @param store whose documents
 */
record WriteTransfers(Connection connection, StoreId store) {

  void add(Collection<TransferStanding> transfers) throws SQLException {
    for (TransferStanding said : transfers) {
      if (!raise(said)) {
        insert(said);
      }
      for (Map.Entry<String, Balance> item : said.items().entrySet()) {
        if (!item(
            "UPDATE transfer_item SET"
                + " dispatched_thousandths = transfer_item.dispatched_thousandths + ?,"
                + " received_thousandths = transfer_item.received_thousandths + ?,"
                + " settled_thousandths = transfer_item.settled_thousandths + ?"
                + " WHERE transfer = ? AND store = ? AND item = ?",
            said.id(),
            item)) {
          item(
              "INSERT INTO transfer_item (dispatched_thousandths, received_thousandths,"
                  + " settled_thousandths, transfer, store, item) VALUES (?, ?, ?, ?, ?, ?)",
              said.id(),
              item);
        }
      }
    }
  }

  private boolean raise(TransferStanding said) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE transfer_part SET started_on = ?,"
                + " dispatches = transfer_part.dispatches + ?,"
                + " receipts = transfer_part.receipts + ?,"
                + " whole_receipts = transfer_part.whole_receipts + ?"
                + " WHERE transfer = ? AND store = ?")) {
      update.setString(1, earliest(said));
      update.setInt(2, said.dispatches());
      update.setInt(3, said.receipts());
      update.setInt(4, said.wholeReceipts());
      update.setString(5, said.id());
      update.setString(6, store.value());
      return update.executeUpdate() == 1;
    }
  }

  private String earliest(TransferStanding said) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT started_on FROM transfer_part WHERE transfer = ? AND store = ?")) {
      select.setString(1, said.id());
      select.setString(2, store.value());
      try (ResultSet row = select.executeQuery()) {
        return row.next() && row.getString(1).compareTo(said.startedOn()) < 0
            ? row.getString(1)
            : said.startedOn();
      }
    }
  }

  private void insert(TransferStanding said) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO transfer_part (transfer, store, other_store, started_on, dispatches,"
                + " receipts, whole_receipts) VALUES (?, ?, ?, ?, ?, ?, ?)")) {
      insert.setString(1, said.id());
      insert.setString(2, store.value());
      insert.setString(3, said.other().value());
      insert.setString(4, said.startedOn());
      insert.setInt(5, said.dispatches());
      insert.setInt(6, said.receipts());
      insert.setInt(7, said.wholeReceipts());
      insert.executeUpdate();
    }
  }

  private boolean item(String sql, String transfer, Map.Entry<String, Balance> item)
      throws SQLException {
    try (PreparedStatement write = connection.prepareStatement(sql)) {
      write.setLong(1, item.getValue().dispatched());
      write.setLong(2, item.getValue().received());
      write.setLong(3, item.getValue().settled());
      write.setString(4, transfer);
      write.setString(5, store.value());
      write.setString(6, item.getKey());
      return write.executeUpdate() == 1;
    }
  }
}
