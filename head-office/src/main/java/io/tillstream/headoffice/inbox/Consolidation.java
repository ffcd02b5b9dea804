package io.tillstream.headoffice.inbox;

import io.tillstream.headoffice.feed.Added;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.stock.Booking;
import io.tillstream.protocol.stock.Movement;
import io.tillstream.protocol.stock.Route;
import io.tillstream.protocol.transfer.TransferStanding;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the new records of one envelope add to what is held. Decides only; nothing is written here.
 * One envelope, one thread.
 */
final class Consolidation {

  /**
   * A document booked after all.
   *
   * @param key which one
   * @param seq where the store said so
   * @param resolved the store's decision on lines whose maker did not know the item
   */
  record Release(DocumentKey key, long seq, Map<Integer, Boolean> resolved) {}

  /**
   * A document left unbooked for good.
   *
   * @param key which one
   * @param seq where the store said so
   * @param why the reason that was given
   */
  record Dismissal(DocumentKey key, long seq, String why) {}

  private final Held held;
  private final Map<DocumentKey, Incoming.Received> documents = new LinkedHashMap<>();
  private final Map<DocumentKey, Map<Hash, Incoming.Received>> aside = new LinkedHashMap<>();
  private final Map<DocumentKey, Release> releases = new LinkedHashMap<>();
  private final Map<DocumentKey, Dismissal> dismissals = new LinkedHashMap<>();
  private final Map<DocumentStream, Held.Head> heads = new HashMap<>();
  private final Set<DocumentStream> newStreams = new HashSet<>();
  private final Set<Held.CountDocument> counts = new LinkedHashSet<>();
  private final List<Movement> movements = new ArrayList<>();
  private final Map<Location, Map<String, Long>> stock = new EnumMap<>(Location.class);
  private final Map<String, TransferStanding> transfers = new TreeMap<>();

  Consolidation(Held held) {
    this.held = held;
  }

  /**
   * Takes in the next record.
   *
   * @throws CannotApply when it contradicts what is held or cannot be booked
   * @throws SQLException when what is held cannot be looked up
   */
  void take(Incoming record) throws SQLException {
    try {
      switch (record) {
        case Incoming.Received received -> receive(received);
        case Incoming.Released released -> release(released);
        case Incoming.Dismissed dismissed -> dismiss(dismissed);
        case Incoming.Unapplicable(long seq, String why) -> throw new CannotApply(seq, why);
      }
    } catch (CannotApply e) {
      throw e;
    } catch (RuntimeException e) {
      // I14: whatever is wrong with this record, it is this store's alone.
      throw new CannotApply(record.seq(), e);
    }
  }

  private void receive(Incoming.Received received) throws SQLException {
    DocumentKey key = received.key();
    Held.Head head = head(key.stream());
    if (key.n() == head.n() + 1 && continues(head.hash(), received)) {
      accept(received, head);
      return;
    }
    Optional<Held.HeldDocument> before = key.n() <= head.n() ? document(key) : Optional.empty();
    if (before.isPresent() && before.get().hash().equals(received.hash())) {
      // Offered again by a new life of the change log (I2); only a decision can be new.
      if (before.get().state() != Held.State.BOOKED && received.state() == Held.State.BOOKED) {
        book(key, before.get(), received.resolved(), received.seq());
      }
    } else if (continuesAnyBranch(key, received)) {
      if (!held.asideAt(key).contains(received.hash())) {
        aside.computeIfAbsent(key, k -> new LinkedHashMap<>()).put(received.hash(), received);
      }
    } else {
      throw new CannotApply(
          received.seq(),
          "document %s does not continue its terminal's chain, which stands at %d"
              .formatted(key, head.n()));
    }
  }

  private void accept(Incoming.Received received, Held.Head head) throws SQLException {
    documents.put(received.key(), received);
    heads.put(
        received.key().stream(),
        new Held.Head(
            received.key().n(), received.hash(), head.parked() + (received.isParked() ? 1 : 0)));
    if (!received.isParked() && isFirstOfItsName(received.document().orElseThrow())) {
      move(received.document().orElseThrow(), received.resolved());
    }
  }

  /**
   * A restored store may make the same count or restatement again, or take the same goods back,
   * which is booked already (I2).
   */
  private boolean isFirstOfItsName(Document document) throws SQLException {
    return switch (document.type()) {
      case COUNT, COUNT_RESTATEMENT -> isNew(document);
      case STOCK_MOVEMENT -> !Route.isTakenBack(document) || isNew(document);
      case SALE,
          RETURN,
          WRITE_OFF,
          FINANCIAL_ADJUSTMENT,
          CUSTOMER,
          VOID,
          DAY_CLOSE,
          COUNT_MARK,
          GOODS_RECEIPT,
          TRANSFER_DISPATCH,
          TRANSFER_RECEIPT,
          TRANSFER_DIFFERENCE,
          CASE_SETTLEMENT,
          PROMISE,
          PROMISE_END ->
          true;
    };
  }

  private boolean isNew(Document document) throws SQLException {
    Held.CountDocument name =
        new Held.CountDocument(document.store(), document.type(), document.reference());
    return !held.isBooked(name) && counts.add(name);
  }

  private void release(Incoming.Released released) throws SQLException {
    Optional<Held.HeldDocument> before = settled(released.key(), released.seq(), "release");
    // A later life of the change log may release what an earlier one released before (I2).
    if (before.isPresent() && before.get().state() != Held.State.BOOKED) {
      book(released.key(), before.get(), released.resolved(), released.seq());
    }
  }

  private void dismiss(Incoming.Dismissed dismissed) throws SQLException {
    DocumentKey key = dismissed.key();
    Optional<Held.HeldDocument> before = settled(key, dismissed.seq(), "dismiss");
    // An earlier life of the change log may have settled it already (I2).
    if (before.isEmpty() || before.get().state() != Held.State.PARKED) {
      return;
    }
    Incoming.Received sameEnvelope = documents.get(key);
    if (sameEnvelope == null) {
      dismissals.put(key, new Dismissal(key, dismissed.seq(), dismissed.why()));
    } else {
      documents.put(key, sameEnvelope.dismissed(dismissed.why()));
    }
    heads.put(key.stream(), head(key.stream()).parkedChangedBy(-1));
  }

  /** The document that a person has settled; empty when it is only kept aside, and not booked. */
  private Optional<Held.HeldDocument> settled(DocumentKey key, long seq, String how)
      throws SQLException {
    Optional<Held.HeldDocument> before = document(key);
    if (before.isEmpty() && !aside.containsKey(key) && held.asideAt(key).isEmpty()) {
      throw new CannotApply(seq, "document " + key + " is not here to " + how);
    }
    return before;
  }

  private void book(
      DocumentKey key, Held.HeldDocument before, Map<Integer, Boolean> resolved, long seq)
      throws SQLException {
    Incoming.Received sameEnvelope = documents.get(key);
    if (sameEnvelope == null) {
      dismissals.remove(key);
      releases.put(key, new Release(key, seq, resolved));
    } else {
      documents.put(key, sameEnvelope.released(resolved));
    }
    if (before.state() == Held.State.PARKED) {
      heads.put(key.stream(), head(key.stream()).parkedChangedBy(-1));
    }
    try {
      move(ReadFact.document(before.body()), resolved);
    } catch (IOException e) {
      throw new CannotApply(seq, "document " + key + " cannot be read and so not be booked");
    }
  }

  private void move(Document document, Map<Integer, Boolean> resolved) {
    if (document.type().isOfATransfer()) {
      TransferStanding said = TransferStanding.of(document);
      transfers.merge(said.id(), said, TransferStanding::plus);
    }
    for (Movement movement : Booking.replay(document, resolved).movements()) {
      movements.add(movement);
      move(movement, movement.from());
      move(movement, movement.to());
    }
  }

  private void move(Movement movement, Location location) {
    if (location.isReal()) {
      stock
          .computeIfAbsent(location, l -> new TreeMap<>())
          .merge(movement.item(), movement.effectAt(location).thousandths(), Math::addExact);
    }
  }

  private boolean continuesAnyBranch(DocumentKey key, Incoming.Received received)
      throws SQLException {
    if (key.n() == 1) {
      return continues(Hash.START, received);
    }
    DocumentKey previous = key.stream().at(key.n() - 1);
    Optional<Held.HeldDocument> kept = document(previous);
    if (kept.isPresent() && continues(kept.get().hash(), received)) {
      return true;
    }
    Set<Hash> branches = new HashSet<>(held.asideAt(previous));
    branches.addAll(aside.getOrDefault(previous, Map.of()).keySet());
    return branches.stream().anyMatch(branch -> continues(branch, received));
  }

  private static boolean continues(Hash before, Incoming.Received received) {
    return before.then(received.body()).equals(received.hash());
  }

  /** A document that is held, or was taken in from this envelope. */
  private Optional<Held.HeldDocument> document(DocumentKey key) throws SQLException {
    Incoming.Received taken = documents.get(key);
    if (taken != null) {
      return Optional.of(new Held.HeldDocument(taken.hash(), taken.state(), taken.body()));
    }
    Optional<Held.HeldDocument> before = held.document(key);
    if (releases.containsKey(key)) {
      return before.map(d -> new Held.HeldDocument(d.hash(), Held.State.BOOKED, d.body()));
    }
    return dismissals.containsKey(key)
        ? before.map(d -> new Held.HeldDocument(d.hash(), Held.State.DISMISSED, d.body()))
        : before;
  }

  private Held.Head head(DocumentStream stream) throws SQLException {
    Held.Head known = heads.get(stream);
    if (known != null) {
      return known;
    }
    Optional<Held.Head> before = held.head(stream);
    if (before.isEmpty()) {
      newStreams.add(stream);
    }
    Held.Head head = before.orElse(Held.Head.START);
    heads.put(stream, head);
    return head;
  }

  /**
   * What is new to whoever reads the books.
   *
   * @param fromSeq where the store's stream stood before
   * @param toSeq where it stands now
   */
  Added added(StoreId store, int ordinal, long fromSeq, long toSeq) {
    return new Added(
        store,
        ordinal,
        fromSeq,
        toSeq,
        documents.size(),
        aside().size(),
        releases.size() + dismissals.size(),
        Stream.concat(documents.values().stream(), aside().stream())
            .mapToLong(received -> received.body().length)
            .sum());
  }

  /** Documents not held before. */
  Collection<Incoming.Received> documents() {
    return documents.values();
  }

  /** Other documents under keys that are taken. */
  List<Incoming.Received> aside() {
    return aside.values().stream().flatMap(byHash -> byHash.values().stream()).toList();
  }

  /** Documents held before that are booked now. */
  Collection<Release> releases() {
    return releases.values();
  }

  /** Documents held before that are left unbooked for good. */
  Collection<Dismissal> dismissals() {
    return dismissals.values();
  }

  /** Where the terminals' chains stand afterwards. */
  Map<DocumentStream, Held.Head> heads() {
    return heads;
  }

  /** Whether nothing was held of a terminal's stream before. */
  boolean isNew(DocumentStream stream) {
    return newStreams.contains(stream);
  }

  /** Counts and restatements not booked before. */
  Set<Held.CountDocument> counts() {
    return counts;
  }

  /** Movements not held before. */
  List<Movement> movements() {
    return movements;
  }

  /** What documents not booked before say of transfers. */
  Collection<TransferStanding> transfers() {
    return transfers.values();
  }

  /** By how much the stock of each item changes at the real places, thousandths. */
  Map<Location, Map<String, Long>> stock() {
    return stock;
  }
}
