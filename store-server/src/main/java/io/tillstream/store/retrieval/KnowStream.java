package io.tillstream.store.retrieval;

import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.store.incarnation.OwnEpoch;
import io.tillstream.store.writer.Batch;
import io.tillstream.store.writer.Command;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Learns that an epoch was granted before: it is not granted again, although the database has lost
 * it (I2). Immutable.
 *
 * @param stream of a terminal, or the store's own
 */
record KnowStream(DocumentStream stream) implements Command<Boolean> {

  private static final String RAISE =
      "UPDATE terminal SET epoch = CASE WHEN epoch < ? THEN ? ELSE epoch END WHERE terminal = ?";
  private static final String INSERT =
      "INSERT INTO terminal (epoch, terminal, created_at_millis) VALUES (?, ?, ?)";

  @Override
  public Boolean applyTo(Batch batch) throws SQLException {
    if (stream.terminal().equals(TerminalId.STORE_ITSELF)) {
      OwnEpoch.raiseAbove(batch, stream.epoch());
      return true;
    }
    PreparedStatement raise = batch.prepare(RAISE);
    raise.setInt(1, stream.epoch());
    raise.setInt(2, stream.epoch());
    raise.setString(3, stream.terminal().value());
    if (raise.executeUpdate() == 0) {
      PreparedStatement insert = batch.prepare(INSERT);
      insert.setInt(1, stream.epoch());
      insert.setString(2, stream.terminal().value());
      insert.setLong(3, batch.atMillis());
      insert.executeUpdate();
    }
    return true;
  }
}
