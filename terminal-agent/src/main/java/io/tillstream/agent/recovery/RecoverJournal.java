package io.tillstream.agent.recovery;

import io.tillstream.agent.enrolment.Identity;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.replica.database.Session;
import io.tillstream.replica.database.SqliteFile;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes what an old journal holds into the present one, epoch by epoch, each in one transaction.
 * What continues an epoch's chain goes there; what claims a place that another document has is
 * noted, to be made anew. Doing it again finds everything there already (I12).
 */
public final class RecoverJournal {

  private static final int REFERENCE_LENGTH_MAX = 64;
  private static final String INSERT =
      """
      INSERT INTO document (epoch, n, type, number, reference, fingerprint, hash, lines,
        total_minor, business_date, recorded_at, body)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

  /** What a void of the old disk took back is not taken back again here. */
  private static final String VOIDED =
      """
      INSERT OR IGNORE INTO voided (epoch, n, by_epoch, by_n)
      SELECT json_extract(CAST(body AS TEXT), '$.voids.epoch'),
        json_extract(CAST(body AS TEXT), '$.voids.n'), epoch, n
      FROM document WHERE epoch = ? AND n = ? AND type = 'void'""";

  private final SqliteFile txn;
  private final Identity identity;

  /** Into this journal. */
  public RecoverJournal(SqliteFile txn, Identity identity) {
    this.txn = txn;
    this.identity = identity;
  }

  /**
   * Takes it in.
   *
   * @param oldTxnDb the old file; only read
   * @param workshop an empty folder for a copy of it
   * @return empty when it belongs to another terminal, or to none
   * @throws SQLException when nothing of it can be read
   */
  public Optional<Recovered> from(Path oldTxnDb, Path workshop, Instant now)
      throws IOException, SQLException {
    try (OldJournal old = OldJournal.open(oldTxnDb, workshop)) {
      OldJournal.Owner mine =
          new OldJournal.Owner(
              identity.stream().store().value(), identity.stream().terminal().value());
      if (old.owner().filter(mine::equals).isEmpty()) {
        return Optional.empty();
      }
      List<Recovered.Epoch> epochs = new ArrayList<>();
      for (OldJournal.Epoch epoch : old.epochs()) {
        try (OldDocuments documents = old.documents(epoch)) {
          epochs.add(txn.write(session -> take(session, epoch, documents, now)));
        }
      }
      return Optional.of(new Recovered(epochs));
    }
  }

  private Recovered.Epoch take(
      Session session, OldJournal.Epoch epoch, OldDocuments documents, Instant now)
      throws SQLException {
    boolean present = epoch.number() >= identity.stream().epoch();
    if (!present) {
      openEpoch(session, epoch, now);
    }
    long taken = 0;
    long parted = 0;
    for (Optional<OldDocument> next = documents.next(); next.isPresent(); next = documents.next()) {
      OldDocument document = next.get();
      long n = document.n();
      boolean delivered = n <= delivered(session, epoch.number());
      Optional<Hash> held = hashAt(session, epoch.number(), n);
      if (document.madeAnew() || (delivered && held.isEmpty()) || same(held, document)) {
        continue; // it is somewhere else, or purged, or here
      }
      if (!present && held.isEmpty() && extendsChain(session, epoch, document)) {
        insert(session, epoch.number(), document);
        taken++;
      } else {
        parted += note(session, epoch.number(), document);
      }
    }
    return new Recovered.Epoch(
        epoch.number(), documents.found(), taken, parted, documents.brokenAfter().orElse(null));
  }

  private static boolean same(Optional<Hash> held, OldDocument document) {
    return held.isPresent() && held.get().equals(document.hash());
  }

  /** Whether the document comes next in what is held here, or is the first to be held. */
  private static boolean extendsChain(Session session, OldJournal.Epoch epoch, OldDocument document)
      throws SQLException {
    Optional<Hash> before = hashAt(session, epoch.number(), document.n() - 1);
    if (before.isPresent()) {
      return before.get().then(document.body()).equals(document.hash());
    }
    PreparedStatement any = session.prepare("SELECT 1 FROM document WHERE epoch = ? LIMIT 1");
    any.setInt(1, epoch.number());
    try (ResultSet row = any.executeQuery()) {
      return !row.next();
    }
  }

  private static void openEpoch(Session session, OldJournal.Epoch epoch, Instant now)
      throws SQLException {
    PreparedStatement life =
        session.prepare(
            "INSERT OR IGNORE INTO epoch (epoch, standing, closed_at_millis) VALUES (?, 'ok', ?)");
    life.setInt(1, epoch.number());
    life.setLong(2, now.toEpochMilli());
    life.executeUpdate();
    PreparedStatement delivery =
        session.prepare(
            "INSERT OR IGNORE INTO delivery (epoch, store_n, store_hash) VALUES (?, ?, ?)");
    delivery.setInt(1, epoch.number());
    delivery.setLong(2, epoch.acknowledged().position());
    delivery.setBytes(3, epoch.acknowledged().hash().toBytes());
    delivery.executeUpdate();
  }

  private static long delivered(Session session, int epoch) throws SQLException {
    PreparedStatement query = session.prepare("SELECT store_n FROM delivery WHERE epoch = ?");
    query.setInt(1, epoch);
    try (ResultSet row = query.executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  private static Optional<Hash> hashAt(Session session, int epoch, long n) throws SQLException {
    PreparedStatement query =
        session.prepare("SELECT hash FROM document WHERE epoch = ? AND n = ?");
    query.setInt(1, epoch);
    query.setLong(2, n);
    try (ResultSet row = query.executeQuery()) {
      return row.next() ? Optional.of(Hash.of(row.getBytes(1))) : Optional.empty();
    }
  }

  private static void insert(Session session, int epoch, OldDocument document) throws SQLException {
    String reference = free(session, epoch, document);
    PreparedStatement insert = session.prepare(INSERT);
    insert.setInt(1, epoch);
    insert.setLong(2, document.n());
    insert.setString(3, document.type());
    insert.setString(4, document.number());
    insert.setString(5, reference);
    insert.setBytes(6, document.fingerprint());
    insert.setBytes(7, document.hash().toBytes());
    insert.setInt(8, document.lines());
    insert.setLong(9, document.totalMinor());
    insert.setString(10, document.businessDate());
    insert.setString(11, document.recordedAt());
    insert.setBytes(12, document.body());
    insert.executeUpdate();
    PreparedStatement voided = session.prepare(VOIDED);
    voided.setInt(1, epoch);
    voided.setLong(2, document.n());
    voided.executeUpdate();
  }

  /** Its reference, or one that is free: the till app may have used it again on the new machine. */
  private static String free(Session session, int epoch, OldDocument document) throws SQLException {
    PreparedStatement query =
        session.prepare(
            "SELECT 1 FROM document WHERE type = ? AND reference = ? AND made_anew = 0");
    query.setString(1, document.type());
    query.setString(2, document.reference());
    try (ResultSet row = query.executeQuery()) {
      return row.next()
          ? otherReference(document.reference(), epoch, document.n())
          : document.reference();
    }
  }

  private static String otherReference(String reference, int epoch, long n) {
    String place = "/" + epoch + "." + n;
    int kept = Math.min(reference.length(), REFERENCE_LENGTH_MAX - place.length());
    return reference.substring(0, kept).strip() + place;
  }

  private static int note(Session session, int epoch, OldDocument document) throws SQLException {
    PreparedStatement insert =
        session.prepare(
            "INSERT OR IGNORE INTO recovered (epoch, n, hash, fingerprint, body)"
                + " VALUES (?, ?, ?, ?, ?)");
    insert.setInt(1, epoch);
    insert.setLong(2, document.n());
    insert.setBytes(3, document.hash().toBytes());
    insert.setBytes(4, document.fingerprint());
    insert.setBytes(5, document.body());
    return insert.executeUpdate();
  }
}
