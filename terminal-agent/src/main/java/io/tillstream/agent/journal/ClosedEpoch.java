package io.tillstream.agent.journal;

import io.tillstream.agent.enrolment.Identity;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.replica.database.Session;
import io.tillstream.replica.database.SqliteFile;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * An epoch that an enrolment has closed: nothing is added to it, and what the store does not hold
 * of it is still to be brought home (I12). Thread-safe.
 */
public final class ClosedEpoch {

  private final SqliteFile txn;
  private final Identity identity;
  private final Deliveries deliveries;
  private final ReadJournal read;
  private final Watermark end;
  private volatile State state;
  private volatile String comparedWith;
  private final RoundOfDocuments round = new RoundOfDocuments();

  /**
   * Where it stands.
   *
   * @param shared the last document that the store may hold as it is here
   * @param parted how many after it still have to be made anew
   */
  private record State(Watermark shared, long parted) {}

  ClosedEpoch(SqliteFile txn, Identity identity, Deliveries deliveries) {
    this.txn = txn;
    this.identity = identity;
    this.deliveries = deliveries;
    read = new ReadJournal(txn, identity, deliveries);
    end =
        Epochs.at(
            number("SELECT coalesce(max(n), 0) FROM document WHERE epoch = ?"), read, deliveries);
    state = load();
    comparedWith = loadComparedWith();
  }

  /** The epoch. */
  public int number() {
    return identity.stream().epoch();
  }

  /** The terminal in this epoch. */
  public Identity identity() {
    return identity;
  }

  /** Its documents. */
  public ReadJournal read() {
    return read;
  }

  /** How far they have come. */
  public Deliveries deliveries() {
    return deliveries;
  }

  /** Its last document. */
  public Watermark end() {
    return end;
  }

  /** The last document to be sent under its own name. */
  public Watermark last() {
    return state.shared();
  }

  /** How many documents are still to be sent or made anew. */
  public long pending() {
    State now = state;
    long sent = deliveries.standing().store().position();
    return now.parted() + Math.max(0, now.shared().position() - sent);
  }

  /** The store holds another history after this document. */
  public void partsAfter(Watermark shared) {
    txn.write(
        session -> {
          PreparedStatement update =
              session.prepare("UPDATE epoch SET shared_n = ? WHERE epoch = ?");
          update.setLong(1, shared.position());
          update.setInt(2, number());
          return update.executeUpdate();
        });
    deliveries.acknowledged(shared, 0, List.of());
    state = load();
  }

  /** Whether its documents were compared with what the store holds in this life of its log. */
  public boolean isComparedWith(String incarnation) {
    return incarnation.equals(comparedWith);
  }

  /** They were compared, and what the store lacks is noted as not delivered. */
  public void comparedWith(String incarnation) {
    txn.write(
        session -> {
          PreparedStatement update =
              session.prepare("UPDATE epoch SET compared_with = ? WHERE epoch = ?");
          update.setString(1, incarnation);
          update.setInt(2, number());
          return update.executeUpdate();
        });
    comparedWith = incarnation;
  }

  /** Whether documents of another history wait to be made anew. */
  public boolean mustMakeAnew() {
    return state.parted() > 0;
  }

  /**
   * Where a document was and where it is now.
   *
   * @param former its place in the closed epoch
   * @param anew its place in the present one
   */
  public record MadeAnew(DocumentKey former, DocumentKey anew) {}

  /**
   * Makes one of them anew in the present epoch: the first, or after one that failed the next that
   * can go before it. Empty when there is none any more. Called by one thread at a time.
   */
  public Optional<MadeAnew> makeAnew(Journal journal) {
    Optional<MadeAnew> made =
        round.next(
            this::nextParted,
            each ->
                new MadeAnew(each.key(), journal.recordAnew(each.draft(), each).document().key()));
    state = made.isEmpty() ? load() : new State(state.shared(), state.parted() - 1);
    return made;
  }

  /** A document that is to be made anew; it keeps its place, its number and its bytes. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier; never compared
  private record Parted(DocumentKey key, Draft draft, byte[] hash) implements Journal.Former {

    @Override
    public void leave(Session session) throws SQLException {
      PreparedStatement leave =
          session.prepare("UPDATE document SET made_anew = 1 WHERE epoch = ? AND n = ?");
      leave.setInt(1, key.epoch());
      leave.setLong(2, key.n());
      leave.executeUpdate();
    }

    @Override
    public void standsNow(Session session, Document anew) throws SQLException {
      FollowDocuments.note(session, hash, anew);
      RefuseSecondVoid.carry(session, key, anew);
    }
  }

  private Optional<Parted> nextParted() {
    return txn.read(
        session -> {
          PreparedStatement query =
              session.prepare(
                  "SELECT body, fingerprint, hash, n FROM document WHERE epoch = ? AND n > ?"
                      + " AND made_anew = 0 ORDER BY n");
          query.setInt(1, number());
          query.setLong(2, state.shared().position());
          try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
              if (round.isToBeTried(row.getLong(4))) {
                Document document = StoredDocument.read(row.getBytes(1));
                if (round.mayGoNow(document)) {
                  return Optional.of(
                      new Parted(
                          document.key(),
                          Draft.again(
                              document,
                              Fingerprint.stored(row.getBytes(2)),
                              document.customer(),
                              document.voids()),
                          row.getBytes(3)));
                }
              }
            }
            return Optional.empty();
          }
        });
  }

  private State load() {
    long shared =
        number("SELECT coalesce(min(shared_n), 9223372036854775807) FROM epoch WHERE epoch = ?");
    if (shared >= end.position()) {
      return new State(end, 0);
    }
    long parted =
        number(
            "SELECT count(*) FROM document d JOIN epoch e ON e.epoch = d.epoch"
                + " WHERE d.epoch = ? AND d.n > e.shared_n AND d.made_anew = 0");
    return new State(Epochs.at(shared, read, deliveries), parted);
  }

  private String loadComparedWith() {
    return txn.read(
        session -> {
          PreparedStatement query =
              session.prepare("SELECT compared_with FROM epoch WHERE epoch = ?");
          query.setInt(1, number());
          try (ResultSet row = query.executeQuery()) {
            return row.getString(1);
          }
        });
  }

  private long number(String sql) {
    return txn.read(
        session -> {
          PreparedStatement query = session.prepare(sql);
          query.setInt(1, number());
          try (ResultSet row = query.executeQuery()) {
            return row.getLong(1);
          }
        });
  }
}
