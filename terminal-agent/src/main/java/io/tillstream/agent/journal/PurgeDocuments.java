package io.tillstream.agent.journal;

import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.chain.Watermark;
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
import java.util.Map;
import java.util.Optional;

/**
 * Deletes documents that head office holds durably once they are old enough, the oldest first and a
 * few at a time, so that no sale waits for it (I13). Until then a store that has lost them is
 * offered them again. What the figures on this disk do not hold yet stays, too, because it is
 * counted from here (I16), and what was recorded since the last day close, because the next one
 * adds it up. The last document of an epoch stays, and so does every document of an epoch in which
 * anything is still to be delivered. The room they took is used by the documents that follow.
 * Thread-safe.
 */
public final class PurgeDocuments {

  private static final int DOCUMENTS_PER_STEP = 100;

  private static final String EPOCHS =
      """
      SELECT epoch, min(head_office, store_n, last - 1, coalesce(closed - 1, last))
      FROM (SELECT v.epoch, v.store_n, v.head_office,
              (SELECT max(n) FROM document d WHERE d.type = 'day-close' AND d.made_anew = 0
                AND +d.epoch = v.epoch AND v.epoch = (SELECT max(epoch) FROM delivery)) AS closed,
              (SELECT max(n) FROM document d WHERE d.epoch = v.epoch) AS last,
              (SELECT coalesce(max(n), 0) FROM document d WHERE d.epoch = v.epoch
                AND d.made_anew = 0) AS own
            FROM delivery v WHERE v.fork_n IS NULL)
      WHERE store_n >= own""";
  private static final String OLDEST =
      "SELECT n, hash, recorded_at FROM document WHERE epoch = ? AND n <= ? ORDER BY n LIMIT ?";
  private static final String DELETE = "DELETE FROM document WHERE epoch = ? AND n <= ?";
  private static final String REMEMBER =
      "INSERT OR REPLACE INTO purge (epoch, n, hash, at_millis) VALUES (?, ?, ?, ?)";

  private final SqliteFile txn;
  private final InstantSource clock;
  private final Duration retention;
  private final Figures figures;

  /** What the figures hold that the till sees. */
  @FunctionalInterface
  public interface Figures {

    /**
     * By epoch, the last document that is inside, also after a power cut; empty when that cannot be
     * said now.
     */
    Optional<Map<Integer, Long>> inside();
  }

  /**
   * For all epochs of a journal.
   *
   * @param clock the terminal's; one that runs ahead deletes earlier, but nothing that head office
   *     does not hold
   * @param retention for how long documents are kept after they were recorded
   */
  public PurgeDocuments(SqliteFile txn, InstantSource clock, Duration retention, Figures figures) {
    this.txn = txn;
    this.clock = clock;
    this.retention = retention;
    this.figures = figures;
  }

  /**
   * Deletes a few, if there are any to delete.
   *
   * @return how many
   */
  public int step() {
    if (!txn.read(this::hasAny)) {
      return 0; // the usual case, which must not cost a sync of the replica
    }
    Optional<Map<Integer, Long>> inside = figures.inside();
    return inside.isEmpty() ? 0 : txn.write(session -> purge(session, inside.get()));
  }

  private boolean hasAny(Session session) throws SQLException {
    for (Deletable each : epochs(session)) {
      if (oldest(session, each.epoch(), each.upTo(), 1).isPresent()) {
        return true;
      }
    }
    return false;
  }

  /** An epoch and the last of its documents that may be deleted. */
  private record Deletable(int epoch, long upTo) {}

  private int purge(Session session, Map<Integer, Long> inside) throws SQLException {
    int deleted = 0;
    for (Deletable each : epochs(session)) { // again: I13 holds as of this transaction
      long upTo = Math.min(each.upTo(), inside.getOrDefault(each.epoch(), 0L));
      Optional<Prefix> oldest = oldest(session, each.epoch(), upTo, DOCUMENTS_PER_STEP);
      if (oldest.isPresent()) {
        purge(session, each.epoch(), oldest.get());
        deleted += oldest.get().count();
      }
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

  /** The first documents of an epoch: the last one's place in the chain, and how many. */
  private record Prefix(Watermark last, int count) {}

  private Optional<Prefix> oldest(Session session, int epoch, long upTo, int most)
      throws SQLException {
    Instant youngest = clock.instant().minus(retention);
    Watermark last = null;
    int count = 0;
    PreparedStatement oldest = session.prepare(OLDEST);
    oldest.setInt(1, epoch);
    oldest.setLong(2, upTo);
    oldest.setInt(3, most);
    try (ResultSet row = oldest.executeQuery()) {
      // A prefix only: one young document keeps those after it, whatever their clock said.
      while (row.next() && Instant.parse(row.getString(3)).isBefore(youngest)) {
        last = new Watermark(row.getLong(1), Hash.of(row.getBytes(2)));
        count++;
      }
    }
    return count == 0 ? Optional.empty() : Optional.of(new Prefix(last, count));
  }

  private void purge(Session session, int epoch, Prefix prefix) throws SQLException {
    PreparedStatement delete = session.prepare(DELETE);
    delete.setInt(1, epoch);
    delete.setLong(2, prefix.last().position());
    delete.executeUpdate();
    PreparedStatement remember = session.prepare(REMEMBER);
    remember.setInt(1, epoch);
    remember.setLong(2, prefix.last().position());
    remember.setBytes(3, prefix.last().hash().toBytes());
    remember.setLong(4, clock.instant().toEpochMilli());
    remember.executeUpdate();
  }
}
