package io.tillstream.agent.journal;

import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.replica.database.SqliteFile;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
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
        : Optional.of(Instant.parse(first().document().recordedAt()));
  }

  /**
   * Makes the first of them anew.
   *
   * @return where it was and where it is now
   */
  public ClosedEpoch.MadeAnew makeAnew(Journal journal) {
    Noted noted = first();
    DocumentKey former = noted.document().key();
    Draft draft =
        Draft.again(
            noted.document(),
            noted.fingerprint(),
            noted.document().customer(),
            noted.document().voids());
    Entry anew =
        journal.recordAnew(
            draft,
            session -> {
              PreparedStatement done =
                  session.prepare(
                      "UPDATE recovered SET made_anew = 1 WHERE epoch = ? AND n = ? AND hash = ?");
              done.setInt(1, former.epoch());
              done.setLong(2, former.n());
              done.setBytes(3, noted.hash());
              done.executeUpdate();
            });
    pending.decrementAndGet();
    return new ClosedEpoch.MadeAnew(former, anew.document().key());
  }

  @SuppressWarnings("ArrayRecordComponent") // a carrier; never compared
  private record Noted(Document document, Fingerprint fingerprint, byte[] hash) {}

  private Noted first() {
    return txn.read(
        session -> {
          try (ResultSet row =
              session
                  .prepare(
                      "SELECT body, fingerprint, hash FROM recovered WHERE made_anew = 0"
                          + " ORDER BY epoch, n LIMIT 1")
                  .executeQuery()) {
            return new Noted(
                StoredDocument.read(row.getBytes(1)),
                Fingerprint.stored(row.getBytes(2)),
                row.getBytes(3));
          }
        });
  }
}
