package io.tillstream.store.escrow;

import io.tillstream.store.writer.Batch;
import io.tillstream.store.writer.Command;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Makes an item one like any other again. Terminals hear of it when they report next, and give back
 * what they hold. Immutable.
 *
 * @param item its code
 */
record SellFreely(String item) implements Command<Boolean> {

  /** Whether it was scarce. */
  @Override
  public Boolean applyTo(Batch batch) throws SQLException {
    PreparedStatement delete = batch.prepare("DELETE FROM scarce_item WHERE item = ?");
    delete.setString(1, item);
    return delete.executeUpdate() == 1;
  }
}
