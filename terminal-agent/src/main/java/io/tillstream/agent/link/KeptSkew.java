package io.tillstream.agent.link;

import io.tillstream.replica.database.SqliteFile;
import io.tillstream.replica.database.StorageFailure;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import org.jboss.logging.Logger;

/**
 * The skew as last measured, kept in the journal for a start without a store. Only a change that
 * could move a date is written. Thread-safe.
 */
public final class KeptSkew {

  private static final Logger LOG = Logger.getLogger(KeptSkew.class);
  private static final long CHANGE_MILLIS_MIN = 60_000;

  private final SqliteFile txn;
  private volatile Long kept;

  /** In this journal. */
  public KeptSkew(SqliteFile txn) {
    this.txn = txn;
    kept =
        txn.read(
            session -> {
              try (ResultSet row = session.prepare("SELECT millis FROM skew").executeQuery()) {
                return row.next() ? row.getLong(1) : null;
              }
            });
  }

  /** Terminal clock minus store clock; null when it was never measured. */
  Long millis() {
    return kept;
  }

  void keep(long millis) {
    if (kept != null && Math.abs(millis - kept) < CHANGE_MILLIS_MIN) {
      return;
    }
    try {
      txn.write(
          session -> {
            PreparedStatement put =
                session.prepare("INSERT OR REPLACE INTO skew (only_row, millis) VALUES (1, ?)");
            put.setLong(1, millis);
            return put.executeUpdate();
          });
      kept = millis;
    } catch (StorageFailure e) { // a full disk keeps no store from being heard
      LOG.warnf("The skew of this clock could not be kept: %s", e.getMessage());
    }
  }
}
