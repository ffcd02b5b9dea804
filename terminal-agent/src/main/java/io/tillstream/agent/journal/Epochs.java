package io.tillstream.agent.journal;

import io.tillstream.agent.enrolment.Identity;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.document.Document;
import io.tillstream.replica.database.SqliteFile;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The lives of this terminal's journal: the present one and those that enrolments have closed.
 * Thread-safe.
 */
public final class Epochs {

  private final SqliteFile txn;
  private final Present present;
  // One for each epoch: what it has noted is known to all who ask.
  private final Map<Integer, Deliveries> deliveries = new ConcurrentHashMap<>();

  /**
   * The epoch in which documents are made now.
   *
   * @param identity with this epoch
   * @param read its documents
   * @param deliveries how far they have come
   */
  public record Present(Identity identity, ReadJournal read, Deliveries deliveries) {}

  /**
   * An epoch in short.
   *
   * @param epoch its number
   * @param last n of its last document
   * @param pending how many of its documents the store is not known to hold
   * @param closed whether an enrolment has closed it
   */
  public record Standing(int epoch, long last, long pending, boolean closed) {}

  /** Of one terminal. */
  public Epochs(SqliteFile txn, Identity identity) {
    this.txn = txn;
    Deliveries ofPresent = deliveries(identity.stream().epoch());
    present = new Present(identity, new ReadJournal(txn, identity, ofPresent), ofPresent);
  }

  /** The present one. */
  public Present present() {
    return present;
  }

  /** How far the documents of an epoch have come that this journal has. */
  public Deliveries deliveries(int epoch) {
    return deliveries.computeIfAbsent(epoch, each -> new Deliveries(txn, each));
  }

  /** All of them, the oldest first. */
  public List<Standing> all() {
    return txn.read(
        session -> {
          List<Standing> all = new ArrayList<>();
          PreparedStatement query =
              session.prepare(
                  """
                  SELECT e.epoch, e.closed_at_millis,
                    (SELECT coalesce(max(n), 0) FROM document d WHERE d.epoch = e.epoch),
                    (SELECT count(*) FROM document d WHERE d.epoch = e.epoch AND d.n > v.store_n
                      AND d.made_anew = 0)
                  FROM epoch e JOIN delivery v ON v.epoch = e.epoch ORDER BY e.epoch""");
          try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
              row.getLong(2);
              boolean closed = !row.wasNull();
              all.add(new Standing(row.getInt(1), row.getLong(3), row.getLong(4), closed));
            }
          }
          return List.copyOf(all);
        });
  }

  /** Those that are closed and hold documents. */
  public List<ClosedEpoch> closed() {
    return all().stream()
        .filter(each -> each.closed() && each.last() > 0)
        .map(
            each ->
                new ClosedEpoch(
                    txn, present.identity().inEpoch(each.epoch()), deliveries(each.epoch())))
        .toList();
  }

  /** What the store has confirmed of closed epochs that hold documents, by epoch. */
  public Map<Integer, Long> closedDelivered() {
    return all().stream()
        .filter(each -> each.closed() && each.last() > 0)
        .collect(
            Collectors.toMap(
                Standing::epoch, each -> deliveries(each.epoch()).standing().store().position()));
  }

  /** The last document of a closed epoch that the store may hold as it is here. */
  public long sharedEnd(int epoch) {
    return txn.read(
        session -> {
          PreparedStatement query =
              session.prepare(
                  "SELECT shared_n FROM epoch WHERE epoch = ? AND shared_n IS NOT NULL");
          query.setInt(1, epoch);
          try (ResultSet row = query.executeQuery()) {
            return row.next() ? row.getLong(1) : Long.MAX_VALUE;
          }
        });
  }

  /** Hands the documents of an epoch after a place that were not made anew to the visitor. */
  public void eachAfter(int epoch, long n, Consumer<Document> visitor) {
    txn.read(
        session -> {
          PreparedStatement query =
              session.prepare(
                  "SELECT body FROM document WHERE epoch = ? AND n > ? AND made_anew = 0"
                      + " ORDER BY n");
          query.setInt(1, epoch);
          query.setLong(2, n);
          try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
              visitor.accept(StoredDocument.read(row.getBytes(1)));
            }
          }
          return null;
        });
  }

  /** Whether the document at this place was made anew in a later epoch. */
  public boolean isMadeAnew(int epoch, long n) {
    return txn.read(
        session -> {
          PreparedStatement query =
              session.prepare("SELECT made_anew FROM document WHERE epoch = ? AND n = ?");
          query.setInt(1, epoch);
          query.setLong(2, n);
          try (ResultSet row = query.executeQuery()) {
            return row.next() && row.getBoolean(1);
          }
        });
  }

  /** Documents of an old disk that are to be made anew. */
  public RecoveredDocuments recovered() {
    return new RecoveredDocuments(txn);
  }

  /** The journal of one epoch, for reading; empty when this machine never had it. */
  public Optional<ReadJournal> read(int epoch) {
    if (epoch == present.identity().stream().epoch()) {
      return Optional.of(present.read());
    }
    return all().stream()
        .filter(each -> each.epoch() == epoch)
        .findFirst()
        .map(each -> new ReadJournal(txn, present.identity().inEpoch(epoch), deliveries(epoch)));
  }

  /** Where a chain stands at a document, which may have been purged after it was delivered. */
  static Watermark at(long n, ReadJournal read, Deliveries deliveries) {
    return new Watermark(n, read.hashAt(n).orElseGet(() -> deliveries.standing().store().hash()));
  }
}
