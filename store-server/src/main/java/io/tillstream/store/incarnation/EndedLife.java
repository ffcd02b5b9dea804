package io.tillstream.store.incarnation;

import io.tillstream.store.writer.Batch;
import io.tillstream.store.writer.Command;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Remembers that a life of the change log is over, so that nobody who was told something in it
 * begins another. Immutable.
 *
 * @param incarnation its name
 */
record EndedLife(String incarnation) implements Command<Boolean> {

  private static final String INSERT =
      "INSERT INTO ended_life (incarnation) SELECT CAST(? AS NVARCHAR(36))"
          + " WHERE NOT EXISTS (SELECT 1 FROM ended_life WHERE incarnation = ?)";

  /** Answers whether that is new. */
  @Override
  public Boolean applyTo(Batch batch) throws SQLException {
    PreparedStatement insert = batch.prepare(INSERT);
    insert.setString(1, incarnation);
    insert.setString(2, incarnation);
    return insert.executeUpdate() == 1;
  }
}
