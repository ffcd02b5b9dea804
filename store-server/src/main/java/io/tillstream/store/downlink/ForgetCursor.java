package io.tillstream.store.downlink;

import io.tillstream.protocol.layer.Layer;
import io.tillstream.store.writer.Batch;
import io.tillstream.store.writer.Command;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Head office does not know what the store knows of a layer: it is read anew, and each bucket then
 * takes the place of the one that is held. Until that has ended, the shop sells as before.
 *
 * @param layer which
 */
record ForgetCursor(Layer layer) implements Command<Boolean> {

  private static final String FORGET = "UPDATE layer_cursor SET known_tables = '' WHERE layer = ?";

  @Override
  public Boolean applyTo(Batch batch) throws SQLException {
    PreparedStatement forget = batch.prepare(FORGET);
    forget.setString(1, layer.toString());
    return forget.executeUpdate() > 0;
  }
}
