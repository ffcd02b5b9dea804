package io.tillstream.agent.journal;

import io.tillstream.agent.enrolment.Identity;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.series.SeriesTemplate;
import io.tillstream.protocol.wire.Protocol;
import io.tillstream.replica.database.Session;
import io.tillstream.replica.database.SqliteFile;
import io.tillstream.replica.database.StorageFailure;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where documents become facts. A document, its place in the chain and its printed number are one
 * transaction, on disk before {@link #record} returns (I1, I10). Thread-safe; documents are made
 * one at a time.
 */
public final class Journal {

  private static final String INSERT =
      """
      INSERT INTO document (epoch, n, type, number, reference, fingerprint, hash, lines,
        total_minor, business_date, recorded_at, body)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (type, reference) DO NOTHING""";

  private static final String TAKE_NUMBER =
      "UPDATE series SET next = next + 1 WHERE type = ? AND next = ?";

  private final SqliteFile txn;
  private final Identity identity;
  private final InstantSource clock;
  private final Room room;
  private final Consumer<Document> recorded;
  private final Map<DocumentType, SeriesTemplate> templates = new EnumMap<>(DocumentType.class);

  // Written under the lock of the file's one writer, and again from the file after any failure.
  private final Map<DocumentType, Long> next = new EnumMap<>(DocumentType.class);
  private volatile Watermark head;

  /** Makes room on a disk that is full. */
  @FunctionalInterface
  public interface Room {

    /** Whether it is worth trying again. */
    boolean make();
  }

  /**
   * Opens the journal where it stands.
   *
   * @param identity whose journal this is
   * @param clock the terminal's; what it says is data, never order
   * @param room what to do when the disk is full
   * @param recorded hears of each new document, after its commit and in their order
   */
  public Journal(
      SqliteFile txn,
      Identity identity,
      InstantSource clock,
      Room room,
      Consumer<Document> recorded) {
    this.txn = txn;
    this.identity = identity;
    this.clock = clock;
    this.room = room;
    this.recorded = recorded;
    txn.read(this::load);
  }

  /**
   * Records a document, or finds the one that was recorded under its reference before.
   *
   * @throws StorageFailure when it could not be written; no number is burnt
   * @throws DocumentTooLarge when no store would take it
   */
  public Entry record(Draft draft) {
    try {
      return tryToRecord(draft);
    } catch (StorageFailure e) {
      if (e.isDiskFull() && room.make()) {
        return tryToRecord(draft);
      }
      throw e;
    }
  }

  /** The document recorded under a reference. */
  public Optional<Entry> find(DocumentType type, String reference) {
    return txn.read(session -> find(session, type, reference));
  }

  /** The last document's place and the hash of all of them. */
  public Watermark head() {
    return head;
  }

  /** Each series and the counter that its next document will take. */
  public List<Numbering> numbering() {
    return txn.read(
        session -> {
          List<Numbering> numbering = new ArrayList<>();
          try (ResultSet row =
              session.prepare("SELECT type, template, next FROM series").executeQuery()) {
            while (row.next()) {
              numbering.add(
                  new Numbering(
                      DocumentType.of(row.getString(1)), row.getString(2), row.getLong(3)));
            }
          }
          numbering.sort(Comparator.comparing(Numbering::type));
          return List.copyOf(numbering);
        });
  }

  /** Where a series stands. */
  public record Numbering(DocumentType type, String template, long next) {}

  private Entry tryToRecord(Draft draft) {
    return txn.exclusively(
        () -> {
          try {
            Optional<Placed> placed = txn.write(session -> place(session, draft));
            if (placed.isEmpty()) {
              return find(draft.type(), draft.reference()).orElseThrow();
            }
            head = placed.get().head();
            next.merge(draft.type(), 1L, Long::sum);
            recorded.accept(placed.get().document());
            return new Entry(placed.get().document(), draft.fingerprint(), true);
          } catch (StorageFailure e) {
            // A commit that failed may have reached the disk or not; only the file knows.
            txn.read(this::load);
            throw e;
          }
        });
  }

  private Optional<Placed> place(Session session, Draft draft) throws SQLException {
    long counter = next.get(draft.type());
    Document document = document(draft, counter);
    byte[] body = document.canonicalBytes();
    if (body.length > Protocol.RECORD_BYTES_MAX) {
      throw new DocumentTooLarge(body.length);
    }
    Hash hash = head.hash().then(body);
    PreparedStatement insert = session.prepare(INSERT);
    insert.setInt(1, document.epoch());
    insert.setLong(2, document.n());
    insert.setString(3, document.type().toString());
    insert.setString(4, document.number());
    insert.setString(5, document.reference());
    insert.setBytes(6, draft.fingerprint().toBytes());
    insert.setBytes(7, hash.toBytes());
    insert.setInt(8, document.lines().size());
    insert.setLong(9, document.totalMinor());
    insert.setString(10, document.businessDate());
    insert.setString(11, document.recordedAt());
    insert.setBytes(12, body);
    if (insert.executeUpdate() == 0) {
      return Optional.empty();
    }
    PreparedStatement take = session.prepare(TAKE_NUMBER);
    take.setString(1, draft.type().toString());
    take.setLong(2, counter);
    if (take.executeUpdate() != 1) {
      throw new IllegalStateException("the series of " + draft.type() + " moved by itself");
    }
    return Optional.of(new Placed(document, new Watermark(document.n(), hash)));
  }

  private Document document(Draft draft, long counter) {
    return new Document(
        Document.VERSION,
        identity.stream().store(),
        identity.stream().terminal(),
        identity.stream().epoch(),
        head.position() + 1,
        draft.type(),
        templates.get(draft.type()).print(identity.stream(), draft.businessDate(), counter),
        draft.type().toString(),
        counter,
        null,
        draft.reference(),
        draft.businessDate().toString(),
        clock.instant().truncatedTo(ChronoUnit.MILLIS).toString(),
        draft.skewMillis(),
        draft.offline(),
        identity.currency().getCurrencyCode(),
        draft.cashier(),
        draft.customer(),
        draft.reason(),
        null,
        null,
        null,
        null,
        draft.person(),
        draft.lines(),
        draft.tenders(),
        draft.totalMinor());
  }

  private Optional<Entry> find(Session session, DocumentType type, String reference)
      throws SQLException {
    PreparedStatement query =
        session.prepare("SELECT body, fingerprint FROM document WHERE type = ? AND reference = ?");
    query.setString(1, type.toString());
    query.setString(2, reference);
    try (ResultSet row = query.executeQuery()) {
      return row.next()
          ? Optional.of(
              new Entry(
                  StoredDocument.read(row.getBytes(1)), Fingerprint.stored(row.getBytes(2)), false))
          : Optional.empty();
    }
  }

  private Void load(Session session) throws SQLException {
    try (ResultSet row =
        session.prepare("SELECT type, template, next FROM series").executeQuery()) {
      while (row.next()) {
        DocumentType type = DocumentType.of(row.getString(1));
        templates.put(type, SeriesTemplate.parse(row.getString(2)));
        next.put(type, row.getLong(3));
      }
    }
    PreparedStatement last =
        session.prepare("SELECT n, hash FROM document WHERE epoch = ? ORDER BY n DESC LIMIT 1");
    last.setInt(1, identity.stream().epoch());
    try (ResultSet row = last.executeQuery()) {
      head = row.next() ? new Watermark(row.getLong(1), Hash.of(row.getBytes(2))) : Watermark.START;
    }
    return null;
  }

  private record Placed(Document document, Watermark head) {}
}
