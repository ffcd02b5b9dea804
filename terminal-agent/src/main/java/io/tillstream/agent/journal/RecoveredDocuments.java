package io.tillstream.agent.journal;

import io.tillstream.replica.database.Session;
import io.tillstream.replica.database.SqliteFile;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Documents of an old disk that claim places which others have: a copy of this terminal made them.
 * They are made anew in the present epoch, once each (I12). Thread-safe.
 */
public final class RecoveredDocuments {

  private final SqliteFile txn;
  private final AtomicLong pending;

  /** Of one journal. */
  public RecoveredDocuments(SqliteFile txn) {
    this.txn = txn;
    pending =
        new AtomicLong(
            txn.read(
                session -> {
                  try (ResultSet row =
                      session
                          .prepare("SELECT count(*) FROM recovered WHERE made_anew = 0")
                          .executeQuery()) {
                    return row.getLong(1);
                  }
                }));
  }

  /** How many are still to be made anew. */
  public long pending() {
    return pending.get();
  }

  /** When the first of them was recorded. */
  public Optional<Instant> oldest() {
    return pending() == 0
        ? Optional.empty()
        : txn.read(this::first).map(each -> Instant.parse(each.document().recordedAt()));
  }

  /**
   * Makes the first of them anew.
   *
   * @return where it was and where it is now; empty when there is none any more
   */
  public Optional<ClosedEpoch.MadeAnew> makeAnew(Journal journal) {
    Optional<RecoveredDocument> noted = txn.read(this::first);
    Optional<ClosedEpoch.MadeAnew> made =
        noted.map(
            each ->
                new ClosedEpoch.MadeAnew(
                    each.document().key(),
                    journal.recordAnew(txn.read(each::draft), each).document().key()));
    if (made.isPresent()) {
      pending.decrementAndGet();
    } else {
      pending.set(0);
    }
    return made;
  }

  private Optional<RecoveredDocument> first(Session session) throws SQLException {
    return RecoveredDocument.read(
        session.prepare(
            "SELECT body, fingerprint, hash FROM recovered WHERE made_anew = 0"
                + " ORDER BY epoch, n LIMIT 1"));
  }
}
