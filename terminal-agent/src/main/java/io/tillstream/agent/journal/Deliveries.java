package io.tillstream.agent.journal;

import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.verdict.ParkedReason;
import io.tillstream.protocol.verdict.Verdict;
import io.tillstream.protocol.wire.DocumentVerdict;
import io.tillstream.protocol.wire.Protocol;
import io.tillstream.replica.database.Session;
import io.tillstream.replica.database.SqliteFile;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How far this terminal's documents have come, and which of them the store has parked. What was
 * noted survives a restart; losing the last note would only mean offering a batch again.
 * Thread-safe.
 */
public final class Deliveries {

  private final SqliteFile txn;
  private final int epoch;
  private volatile Standing standing;

  /**
   * How far they have come.
   *
   * @param store what the store holds durably
   * @param headOffice the last n that head office holds durably
   * @param fork where the store stands in another history, when histories have parted
   * @param parked how many documents the store has parked
   */
  public record Standing(Watermark store, long headOffice, Optional<Watermark> fork, long parked) {}

  /** Of one epoch. */
  public Deliveries(SqliteFile txn, int epoch) {
    this.txn = txn;
    this.epoch = epoch;
    this.standing = txn.read(this::load);
  }

  /** As last noted. */
  public Standing standing() {
    return standing;
  }

  /** The store holds everything up to here; its verdicts on the batch come with it. */
  public void acknowledged(Watermark store, long headOffice, List<DocumentVerdict> verdicts) {
    change(
        session -> {
          PreparedStatement update =
              session.prepare(
                  "UPDATE delivery SET store_n = ?, store_hash = ?, head_office = ? WHERE epoch = ?");
          update.setLong(1, store.position());
          update.setBytes(2, store.hash().toBytes());
          update.setLong(3, Math.max(headOffice, standing.headOffice()));
          update.setInt(4, epoch);
          update.executeUpdate();
          park(session, verdicts);
        });
  }

  /** Head office holds everything up to here. */
  public void reachedHeadOffice(long n) {
    if (n > standing.headOffice()) {
      change(
          session -> {
            PreparedStatement update =
                session.prepare("UPDATE delivery SET head_office = ? WHERE epoch = ?");
            update.setLong(1, n);
            update.setInt(2, epoch);
            update.executeUpdate();
          });
    }
  }

  /** The store holds another history; nothing is sent any more, also after a restart (I11). */
  public void forked(Watermark theirs, List<DocumentVerdict> verdicts) {
    change(
        session -> {
          PreparedStatement update =
              session.prepare("UPDATE delivery SET fork_n = ?, fork_hash = ? WHERE epoch = ?");
          update.setLong(1, theirs.position());
          update.setBytes(2, theirs.hash().toBytes());
          update.setInt(3, epoch);
          update.executeUpdate();
          park(session, verdicts);
        });
  }

  /** Forgets that histories have parted: of an epoch that is closed, where that is no end. */
  public void unfork() {
    if (standing.fork().isPresent()) {
      change(
          session -> {
            PreparedStatement update =
                session.prepare(
                    "UPDATE delivery SET fork_n = NULL, fork_hash = NULL WHERE epoch = ?");
            update.setInt(1, epoch);
            update.executeUpdate();
          });
    }
  }

  /**
   * What the store holds parked, among the documents up to a place; the others it has booked. A
   * list as long as a page may name says nothing of those after its end. Does not touch those of
   * another history, which no store will book.
   */
  public void parkedNow(List<DocumentVerdict> parked, long upTo) {
    if (parked.isEmpty() && standing.parked() == 0) {
      return;
    }
    long named = Math.min(upTo, namedUpTo(parked));
    Map<Long, Parked> held = txn.read(this::held);
    Map<Long, Parked> now = new HashMap<>(held);
    now.entrySet()
        .removeIf(each -> each.getKey() <= named && !each.getValue().isOfAnotherHistory());
    parked.stream().filter(Parked::is).forEach(each -> now.put(each.n(), Parked.of(each)));
    if (now.equals(held)) {
      return; // each page says it: a sale must not wait for the disk when nothing has changed
    }
    change(
        session -> {
          PreparedStatement booked =
              session.prepare("DELETE FROM parked WHERE epoch = ? AND n <= ? AND reason <> ?");
          booked.setInt(1, epoch);
          booked.setLong(2, named);
          booked.setString(3, ParkedReason.FORK.toString());
          booked.executeUpdate();
          park(session, parked);
        });
  }

  /** What the store says of a document that it has parked. */
  private record Parked(String reason, String detail) {

    static boolean is(DocumentVerdict verdict) {
      return verdict.verdict() == Verdict.PARKED;
    }

    static Parked of(DocumentVerdict verdict) {
      ParkedReason reason = Objects.requireNonNullElse(verdict.reason(), ParkedReason.NOT_BOOKABLE);
      return new Parked(reason.toString(), verdict.detail());
    }

    boolean isOfAnotherHistory() {
      return reason.equals(ParkedReason.FORK.toString());
    }
  }

  private Map<Long, Parked> held(Session session) throws SQLException {
    PreparedStatement query =
        session.prepare("SELECT n, reason, detail FROM parked WHERE epoch = ?");
    query.setInt(1, epoch);
    Map<Long, Parked> held = new HashMap<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        held.put(row.getLong(1), new Parked(row.getString(2), row.getString(3)));
      }
    }
    return held;
  }

  private static long namedUpTo(List<DocumentVerdict> parked) {
    return parked.size() < Protocol.PARKED_MAX
        ? Long.MAX_VALUE
        : parked.stream().mapToLong(DocumentVerdict::n).max().orElseThrow();
  }

  private interface Change {
    void on(Session session) throws SQLException;
  }

  private void change(Change change) {
    txn.exclusively(
        () -> {
          standing =
              txn.write(
                  session -> {
                    change.on(session);
                    return load(session);
                  });
          return null;
        });
  }

  private void park(Session session, List<DocumentVerdict> verdicts) throws SQLException {
    for (DocumentVerdict verdict : verdicts) {
      if (Parked.is(verdict)) {
        Parked parked = Parked.of(verdict);
        PreparedStatement insert =
            session.prepare(
                "INSERT OR REPLACE INTO parked (epoch, n, reason, detail) VALUES (?, ?, ?, ?)");
        insert.setInt(1, epoch);
        insert.setLong(2, verdict.n());
        insert.setString(3, parked.reason());
        insert.setString(4, parked.detail());
        insert.executeUpdate();
      }
    }
  }

  private Standing load(Session session) throws SQLException {
    PreparedStatement query =
        session.prepare(
            "SELECT store_n, store_hash, head_office, fork_n, fork_hash,"
                + " (SELECT count(*) FROM parked p WHERE p.epoch = d.epoch)"
                + " FROM delivery d WHERE epoch = ?");
    query.setInt(1, epoch);
    try (ResultSet row = query.executeQuery()) {
      if (!row.next()) {
        throw new IllegalStateException("the journal has no delivery row for epoch " + epoch);
      }
      byte[] forkHash = row.getBytes(5);
      return new Standing(
          new Watermark(row.getLong(1), Hash.of(row.getBytes(2))),
          row.getLong(3),
          forkHash == null
              ? Optional.empty()
              : Optional.of(new Watermark(row.getLong(4), Hash.of(forkHash))),
          row.getLong(6));
    }
  }
}
