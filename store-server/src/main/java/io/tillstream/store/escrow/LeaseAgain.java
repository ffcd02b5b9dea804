package io.tillstream.store.escrow;

import io.tillstream.store.writer.Batch;
import io.tillstream.store.writer.Command;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * A person's word, after the database was restored from a backup, that what was leased since is
 * known again: terminals have told. Until then nothing is leased. Immutable.
 */
record LeaseAgain() implements Command<Boolean> {

  private static final String RELEASE =
      "INSERT INTO stock_lease_release (incarnation, released_at_millis)"
          + " SELECT i.incarnation, CAST(? AS BIGINT) FROM incarnation i WHERE i.incarnation = ?"
          + " AND NOT EXISTS (SELECT 1 FROM stock_lease_release r"
          + " WHERE r.incarnation = i.incarnation)";

  /** Whether anything was held. */
  @Override
  public Boolean applyTo(Batch batch) throws SQLException {
    PreparedStatement release = batch.prepare(RELEASE);
    release.setLong(1, batch.atMillis());
    release.setString(2, batch.incarnation());
    return release.executeUpdate() == 1;
  }
}
