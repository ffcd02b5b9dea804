package io.tillstream.store.incarnation;

import io.tillstream.store.writer.Batch;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** In which epoch the store makes its own documents. The writer's thread only. */
public final class OwnEpoch {

  /** Of a store whose database never went back. */
  static final int FIRST = 1;

  private static final String SELECT = "SELECT own_epoch FROM incarnation WHERE incarnation = ?";
  private static final String RAISE = "UPDATE incarnation SET own_epoch = ? WHERE incarnation = ?";

  private OwnEpoch() {}

  /** The epoch of the life in which a batch is put together. */
  public static int of(Batch batch) throws SQLException {
    PreparedStatement select = batch.prepare(SELECT);
    select.setString(1, batch.incarnation());
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? row.getInt(1) : FIRST;
    }
  }

  /** Makes sure that it lies beyond one that was used before (I2). */
  public static void raiseAbove(Batch batch, int used) throws SQLException {
    if (of(batch) <= used) {
      PreparedStatement raise = batch.prepare(RAISE);
      raise.setInt(1, used + 1);
      raise.setString(2, batch.incarnation());
      raise.executeUpdate();
    }
  }
}
