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
  private final RoundOfDocuments round = new RoundOfDocuments();

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
   * Makes one of them anew: the first, or after one that failed the next that can go before it.
   * Called by one thread at a time.
   *
   * @return where it was and where it is now; empty when there is none any more
   */
  public Optional<ClosedEpoch.MadeAnew> makeAnew(Journal journal) {
    Optional<ClosedEpoch.MadeAnew> made =
        round.next(
            () -> txn.read(this::next),
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
    try (ResultSet row = waiting(session)) {
      return row.next() ? Optional.of(RecoveredDocument.of(row)) : Optional.empty();
    }
  }

  private Optional<RecoveredDocument> next(Session session) throws SQLException {
    try (ResultSet row = waiting(session)) {
      while (row.next()) {
        if (round.isToBeTried(row.getLong(4))) {
          RecoveredDocument each = RecoveredDocument.of(row);
          if (round.mayGoNow(each.document())) {
            return Optional.of(each);
          }
        }
      }
      return Optional.empty();
    }
  }

  private static ResultSet waiting(Session session) throws SQLException {
    return session
        .prepare(
            "SELECT body, fingerprint, hash, rowid FROM recovered WHERE made_anew = 0"
                + " ORDER BY epoch, n")
        .executeQuery();
  }
}
