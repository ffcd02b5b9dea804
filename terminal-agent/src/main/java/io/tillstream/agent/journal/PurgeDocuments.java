package io.tillstream.agent.journal;

import io.tillstream.replica.database.Session;
import io.tillstream.replica.database.SqliteFile;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Deletes documents that head office holds durably once they are old enough, the oldest first and a
 * few at a time, so that no sale waits for it (I13). Until then a store that has lost them is
 * offered them again. The last document of an epoch stays, and so does every document of an epoch
 * in which anything is still to be delivered. The room they took is used by the documents that
 * follow. Thread-safe.
 */
public final class PurgeDocuments {

  private static final int DOCUMENTS_PER_STEP = 100;

  private static final String EPOCHS =
      """
      SELECT epoch, min(head_office, last - 1)
      FROM (SELECT v.epoch, v.store_n, v.head_office,
              (SELECT max(n) FROM document d WHERE d.epoch = v.epoch) AS last
            FROM delivery v WHERE v.fork_n IS NULL)
      WHERE store_n >= last""";
  private static final String OLDEST =
      "SELECT n, hash, recorded_at FROM document WHERE epoch = ? AND n <= ? ORDER BY n LIMIT ?";
  private static final String DELETE = "DELETE FROM document WHERE epoch = ? AND n <= ?";
  private static final String REMEMBER =
      "INSERT OR REPLACE INTO purge (epoch, n, hash, at_millis) VALUES (?, ?, ?, ?)";

  private final SqliteFile txn;
  private final InstantSource clock;
  private final Duration retention;

  /**
   * For all epochs of a journal.
   *
   * @param clock the terminal's; one that runs ahead deletes earlier, but nothing that head office
   *     does not hold
   * @param retention for how long documents are kept after they were recorded
   */
  public PurgeDocuments(SqliteFile txn, InstantSource clock, Duration retention) {
    this.txn = txn;
    this.clock = clock;
    this.retention = retention;
  }

  /**
   * Deletes a few, if there are any to delete.
   *
   * @return how many
   */
  public int step() {
    return txn.read(this::epochs).isEmpty() ? 0 : txn.write(this::purge);
  }

  /** An epoch and the last of its documents that may be deleted. */
  private record Deletable(int epoch, long upTo) {}

  private int purge(Session session) throws SQLException {
    int deleted = 0;
    for (Deletable each : epochs(session)) { // again: I13 holds as of this transaction
      deleted += purge(session, each);
    }
    return deleted;
  }

  private List<Deletable> epochs(Session session) throws SQLException {
    List<Deletable> epochs = new ArrayList<>();
    try (ResultSet row = session.prepare(EPOCHS).executeQuery()) {
      while (row.next()) {
        epochs.add(new Deletable(row.getInt(1), row.getLong(2)));
      }
    }
    epochs.removeIf(each -> each.upTo() < 1);
    return epochs;
  }

  private int purge(Session session, Deletable epoch) throws SQLException {
    Instant youngest = clock.instant().minus(retention);
    long last = 0;
    byte[] hash = null;
    int count = 0;
    PreparedStatement oldest = session.prepare(OLDEST);
    oldest.setInt(1, epoch.epoch());
    oldest.setLong(2, epoch.upTo());
    oldest.setInt(3, DOCUMENTS_PER_STEP);
    try (ResultSet row = oldest.executeQuery()) {
      // A prefix only: one young document keeps those after it, whatever their clock said.
      while (row.next() && Instant.parse(row.getString(3)).isBefore(youngest)) {
        last = row.getLong(1);
        hash = row.getBytes(2);
        count++;
      }
    }
    if (count > 0) {
      PreparedStatement delete = session.prepare(DELETE);
      delete.setInt(1, epoch.epoch());
      delete.setLong(2, last);
      delete.executeUpdate();
      PreparedStatement remember = session.prepare(REMEMBER);
      remember.setInt(1, epoch.epoch());
      remember.setLong(2, last);
      remember.setBytes(3, hash);
      remember.setLong(4, clock.instant().toEpochMilli());
      remember.executeUpdate();
    }
    return count;
  }
}
