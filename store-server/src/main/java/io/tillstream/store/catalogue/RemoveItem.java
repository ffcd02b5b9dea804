package io.tillstream.store.catalogue;

import io.tillstream.protocol.layer.LayeredTable;
import io.tillstream.store.changelog.Entity;
import io.tillstream.store.layers.OwnWrites;
import io.tillstream.store.writer.Batch;
import io.tillstream.store.writer.Command;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * Takes an item out of the catalogue, with its price and barcodes. Stock and documents stay: what
 * was sold was sold. One that head office owns is blocked by it, until the store gives it back.
 *
 * @param item its code
 */
record RemoveItem(String item) implements Command<Boolean> {

  private static final String DELETE = "DELETE FROM item WHERE item = ?";

  /** Answers whether it was there. */
  @Override
  public Boolean applyTo(Batch batch) throws SQLException {
    PreparedStatement delete = batch.prepare(DELETE);
    delete.setString(1, item);
    if (delete.executeUpdate() == 0) {
      return false;
    }
    batch.remove(Entity.ITEM, item);
    OwnWrites.note(batch, LayeredTable.ITEM, List.of(item));
    List<ItemChange> bare = List.of(new ItemChange(0, item, "", null, null, true, List.of(), null));
    ChangePrices.apply(batch, bare);
    ChangeBarcodes.apply(batch, bare);
    ChangeGroups.apply(batch, bare);
    OwnWrites.settle(batch); // a sale in this very batch finds the block
    return true;
  }
}
