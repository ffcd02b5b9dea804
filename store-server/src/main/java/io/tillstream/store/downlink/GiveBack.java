package io.tillstream.store.downlink;

import io.tillstream.protocol.layer.Layer;
import io.tillstream.protocol.layer.LayeredTable;
import io.tillstream.store.layers.OwnWrites;
import io.tillstream.store.writer.Batch;
import io.tillstream.store.writer.Command;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * The store gives a row back to head office, that it had written over or blocked. The row is due to
 * be settled with this batch.
 *
 * @param table which
 * @param key which
 */
record GiveBack(LayeredTable table, String key) implements Command<Boolean> {

  private static final String GIVE =
      "UPDATE row_owner SET layer = ? WHERE entity = ? AND row_key = ? AND layer = ?";

  /** Answers whether it was the store's own word over head office's. */
  @Override
  public Boolean applyTo(Batch batch) throws SQLException {
    OwnWrites.settle(batch);
    PreparedStatement give = batch.prepare(GIVE);
    // As if the chain had said it: what head office really says is found when it is settled.
    give.setString(1, Layer.CHAIN.toString());
    give.setString(2, table.toString());
    give.setString(3, key);
    give.setString(4, Layer.OWN.toString());
    if (give.executeUpdate() == 0) {
      return false;
    }
    Due.note(batch, List.of(Due.of(table, key, false)));
    return true;
  }
}
