package io.tillstream.agent.journal;

import io.tillstream.agent.enrolment.Identity;
import io.tillstream.protocol.chain.ChainedBatch;
import io.tillstream.protocol.chain.ChainedRecord;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.money.Money;
import io.tillstream.protocol.verdict.ParkedReason;
import io.tillstream.protocol.wire.Delivery;
import io.tillstream.protocol.wire.DocumentSummary;
import io.tillstream.replica.database.Session;
import io.tillstream.replica.database.SqliteFile;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lists what the journal holds, for people and for the store. Thread-safe; never writes. */
public final class ReadJournal {

  private static final String SUMMARIES =
      """
      SELECT d.n, d.type, d.number, d.reference, d.lines, d.total_minor, d.business_date,
        d.recorded_at, p.reason
      FROM document d LEFT JOIN parked p ON p.epoch = d.epoch AND p.n = d.n
      WHERE d.epoch = ? AND d.n > ? AND d.n <= ? ORDER BY d.n LIMIT ?""";

  private static final String HASH =
      "SELECT hash FROM document WHERE epoch = ? AND n = ?"
          + " UNION ALL SELECT hash FROM purge WHERE epoch = ? AND n = ?";

  private final SqliteFile txn;
  private final Identity identity;
  private final Deliveries deliveries;

  /** Of one epoch. */
  public ReadJournal(SqliteFile txn, Identity identity, Deliveries deliveries) {
    this.txn = txn;
    this.identity = identity;
    this.deliveries = deliveries;
  }

  /**
   * Documents in the order they were made.
   *
   * @param after n of the last one seen, exclusive
   * @param limit at most so many
   * @param delivery only those that have come exactly so far, or null for all
   */
  public List<DocumentSummary> list(long after, int limit, Delivery delivery) {
    Deliveries.Standing standing = deliveries.standing();
    long store = standing.store().position();
    long from = after;
    long to = Long.MAX_VALUE;
    if (delivery != null) {
      switch (delivery) {
        case PENDING -> from = Math.max(after, store);
        case STORE -> {
          from = Math.max(after, standing.headOffice());
          to = store;
        }
        case HEAD_OFFICE -> to = standing.headOffice();
      }
    }
    return summaries(from, to, limit);
  }

  /** One document's summary. */
  public Optional<DocumentSummary> summary(long n) {
    return summaries(n - 1, n, 1).stream().findFirst();
  }

  /**
   * A document with all that is known of it.
   *
   * @param summary in short
   * @param json its canonical text
   * @param document as read from it
   */
  public record Whole(DocumentSummary summary, String json, Document document) {}

  /** One document, whole. */
  public Optional<Whole> whole(long n) {
    return summary(n)
        .map(
            summary -> {
              byte[] body = body(n);
              return new Whole(
                  summary, new String(body, StandardCharsets.UTF_8), StoredDocument.read(body));
            });
  }

  private byte[] body(long n) {
    return txn.read(
        session -> {
          PreparedStatement query =
              session.prepare("SELECT body FROM document WHERE epoch = ? AND n = ?");
          query.setInt(1, identity.stream().epoch());
          query.setLong(2, n);
          try (ResultSet row = query.executeQuery()) {
            return row.getBytes(1);
          }
        });
  }

  /** When a document was recorded; empty when there is none at this place. */
  public Optional<Instant> recordedAt(long n) {
    return summary(n).map(summary -> Instant.parse(summary.recordedAt()));
  }

  /** The chain up to this place; empty when the journal does not reach it, or not any more. */
  public Optional<Hash> hashAt(long n) {
    return n == 0 ? Optional.of(Hash.START) : txn.read(session -> hashAt(session, n));
  }

  /**
   * A document in short.
   *
   * @param number what is printed on it, or null
   * @param hash the chain up to it
   */
  public record Place(long n, String number, Hash hash) {}

  /** The documents between two places, both of them inclusive but the first. */
  public List<Place> places(long after, long to) {
    return txn.read(
        session -> {
          PreparedStatement query =
              session.prepare(
                  "SELECT n, number, hash FROM document WHERE epoch = ? AND n > ? AND n <= ?"
                      + " ORDER BY n");
          query.setInt(1, identity.stream().epoch());
          query.setLong(2, after);
          query.setLong(3, to);
          List<Place> places = new ArrayList<>();
          try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
              places.add(new Place(row.getLong(1), row.getString(2), Hash.of(row.getBytes(3))));
            }
          }
          return places;
        });
  }

  /**
   * The next batch for the store.
   *
   * @param after what the store holds
   * @param documentsMax at most so many
   * @param bytesMax at most so many bytes; a single larger document goes alone
   */
  public ChainedBatch batch(Watermark after, int documentsMax, int bytesMax) {
    return txn.read(
        session -> {
          List<ChainedRecord> records = new ArrayList<>();
          long bytes = 0;
          PreparedStatement query =
              session.prepare(
                  "SELECT n, body FROM document WHERE epoch = ? AND n > ? ORDER BY n LIMIT ?");
          query.setInt(1, identity.stream().epoch());
          query.setLong(2, after.position());
          query.setInt(3, documentsMax);
          try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
              byte[] body = row.getBytes(2);
              bytes += body.length + 1;
              if (bytes > bytesMax && !records.isEmpty()) {
                break;
              }
              records.add(new ChainedRecord(row.getLong(1), body));
            }
          }
          return ChainedBatch.after(after, records, after.position() + records.size());
        });
  }

  /** The last document that was deleted here after head office had it, or the start. */
  public Watermark purged() {
    return txn.read(
        session -> {
          PreparedStatement query = session.prepare("SELECT n, hash FROM purge WHERE epoch = ?");
          query.setInt(1, identity.stream().epoch());
          try (ResultSet row = query.executeQuery()) {
            return row.next()
                ? new Watermark(row.getLong(1), Hash.of(row.getBytes(2)))
                : Watermark.START;
          }
        });
  }

  private Optional<Hash> hashAt(Session session, long n) throws SQLException {
    PreparedStatement query = session.prepare(HASH);
    query.setInt(1, identity.stream().epoch());
    query.setLong(2, n);
    query.setInt(3, identity.stream().epoch());
    query.setLong(4, n);
    try (ResultSet row = query.executeQuery()) {
      return row.next() ? Optional.of(Hash.of(row.getBytes(1))) : Optional.empty();
    }
  }

  private List<DocumentSummary> summaries(long after, long to, int limit) {
    Deliveries.Standing standing = deliveries.standing();
    return txn.read(
        session -> {
          List<DocumentSummary> found = new ArrayList<>();
          PreparedStatement query = session.prepare(SUMMARIES);
          query.setInt(1, identity.stream().epoch());
          query.setLong(2, after);
          query.setLong(3, to);
          query.setInt(4, limit);
          try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
              found.add(summary(row, standing));
            }
          }
          return List.copyOf(found);
        });
  }

  private DocumentSummary summary(ResultSet row, Deliveries.Standing standing) throws SQLException {
    long n = row.getLong(1);
    String reason = row.getString(9);
    return new DocumentSummary(
        identity.stream().store(),
        identity.stream().terminal(),
        identity.stream().epoch(),
        n,
        DocumentType.of(row.getString(2)),
        row.getString(3),
        row.getString(4),
        row.getInt(5),
        new Money(row.getLong(6), identity.currency()).toString(),
        identity.currency().getCurrencyCode(),
        row.getString(7),
        row.getString(8),
        null,
        null,
        reason == null ? null : ParkedReason.of(reason),
        Delivery.of(n, standing.store().position(), standing.headOffice()));
  }
}
