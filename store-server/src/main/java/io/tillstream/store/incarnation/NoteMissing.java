package io.tillstream.store.incarnation;

import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.store.writer.Batch;
import io.tillstream.store.writer.Command;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Notes how much of a stream was missing when the present life began, as somebody tells who knows;
 * and how much of it head office has given back. Immutable.
 *
 * @param stream which
 * @param heldN the last document that the store held when this was told first
 * @param claimedN the last one that it is known to have held before
 * @param fromHeadOffice how many more head office has given back
 */
public record NoteMissing(DocumentStream stream, long heldN, long claimedN, long fromHeadOffice)
    implements Command<Boolean> {

  private static final String RAISE =
      "UPDATE restored_stream SET claimed_n = CASE WHEN claimed_n < ? THEN ? ELSE claimed_n END,"
          + " from_head_office = restored_stream.from_head_office + ?"
          + " WHERE incarnation = ? AND terminal = ? AND epoch = ?";
  private static final String INSERT =
      "INSERT INTO restored_stream (held_n, claimed_n, from_head_office, incarnation, terminal,"
          + " epoch) VALUES (?, ?, ?, ?, ?, ?)";

  @Override
  public Boolean applyTo(Batch batch) throws SQLException {
    write(batch, stream, heldN, claimedN, fromHeadOffice);
    return true;
  }

  /** The same as part of another command. */
  public static void write(
      Batch batch, DocumentStream stream, long heldN, long claimedN, long fromHeadOffice)
      throws SQLException {
    PreparedStatement raise = batch.prepare(RAISE);
    raise.setLong(1, claimedN);
    raise.setLong(2, claimedN);
    raise.setLong(3, fromHeadOffice);
    raise.setString(4, batch.incarnation());
    raise.setString(5, stream.terminal().value());
    raise.setInt(6, stream.epoch());
    if (raise.executeUpdate() == 0) {
      PreparedStatement insert = batch.prepare(INSERT);
      insert.setLong(1, heldN);
      insert.setLong(2, claimedN);
      insert.setLong(3, fromHeadOffice);
      insert.setString(4, batch.incarnation());
      insert.setString(5, stream.terminal().value());
      insert.setInt(6, stream.epoch());
      insert.executeUpdate();
    }
  }
}
