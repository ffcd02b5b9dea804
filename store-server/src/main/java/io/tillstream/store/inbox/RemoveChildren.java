package io.tillstream.store.inbox;

import io.tillstream.store.writer.Batch;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What another program leaves behind when it removes an item: its price and barcodes leave the
 * terminals before it, and the rows that stay in the database are held back. The writer's thread
 * only.
 */
final class RemoveChildren {

  private static final String BARCODES = "SELECT barcode FROM barcode WHERE item = ?";
  private static final String PRICE = "SELECT item FROM price WHERE item = ?";

  private RemoveChildren() {}

  static void of(Batch batch, HeldBackRows held, String item) throws SQLException {
    remove(batch, held, item, Watched.BARCODE, BARCODES);
    remove(batch, held, item, Watched.PRICE, PRICE);
  }

  private static void remove(Batch batch, HeldBackRows held, String item, Watched table, String sql)
      throws SQLException {
    PreparedStatement select = batch.prepare(sql);
    select.setString(1, item);
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        String key = row.getString(1);
        table.entity().ifPresent(entity -> batch.remove(entity, key));
        held.holdBack(table, key, "there is no item " + item);
      }
    }
  }
}
