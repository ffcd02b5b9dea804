package io.tillstream.protocol.escrow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A store's books on one scarce item, with the program's own decisions; its database may be backed
 * up and put back. What is never lost is at head office: how much the store received itself.
 */
final class EscrowedStore {

  static final String ITEM = "LAMP";
  static final long LOT = 3_000;

  /** A life of a terminal's journal. */
  record Life(String terminal, int epoch) {}

  /** What is said when an epoch is closed: nothing of n beyond the witness was shown. */
  record Closing(Optional<Long> witness) {}

  /** What a terminal asks. */
  record Question(Life life, int session, int incarnation, boolean copy, List<Told> told) {}

  private final boolean holdsAfterARestore;
  private long received;
  private long onHand;
  private int incarnation = 1;
  private boolean released = true;
  private Map<Life, StockLease> leases = new HashMap<>();
  private Map<Life, Boolean> shortOf = new HashMap<>();
  private Map<Life, List<Long>> documents = new HashMap<>();
  private Map<Life, Closing> closed = new HashMap<>();
  private Map<Life, Integer> sessions = new HashMap<>();
  private Map<String, Integer> epochs = new TreeMap<>();
  private final Set<Life> reportedInThisLife = new HashSet<>();
  private final Set<Life> shared = new HashSet<>();
  private Set<Life> closedAtTheBackup = Set.of();
  private EscrowedStore backup;

  EscrowedStore(boolean holdsAfterARestore) {
    this.holdsAfterARestore = holdsAfterARestore;
  }

  void receives(long thousandths) {
    received += thousandths;
    onHand += thousandths;
  }

  /** The last document that is held of a life. */
  int watermark(Life life) {
    return documents.getOrDefault(life, List.of()).size();
  }

  List<Long> documents(Life life) {
    return documents.getOrDefault(life, List.of());
  }

  /** Whether a greeting goes on where the last one ended; after a restore anybody is believed. */
  boolean isContinuedBy(Life life, int session) {
    return epochs.getOrDefault(life.terminal(), 0) == life.epoch()
        && sessions.getOrDefault(life, session) == session;
  }

  /** Whoever greeted last under a name goes on. */
  void greeted(Life life, int session) {
    sessions.put(life, session);
  }

  /** Another epoch for a terminal; the one before is closed, by its own machine or another. */
  Life enrols(String terminal, Optional<Life> former, Closing closing) {
    int last = epochs.getOrDefault(terminal, 0);
    if (last > 0) {
      Life closes = new Life(terminal, last);
      boolean isItsOwn = former.filter(closes::equals).isPresent();
      closed.put(closes, isItsOwn ? closing : new Closing(Optional.empty()));
    }
    int epoch = last + 1;
    epochs.put(terminal, epoch);
    return new Life(terminal, epoch);
  }

  /** Documents of a life from a place on, as what each adds to the floor. */
  void takesIn(Life life, int from, List<Long> effects) {
    List<Long> held = new ArrayList<>(documents.getOrDefault(life, List.of()));
    if (from > held.size()) {
      return; // a gap
    }
    for (int i = held.size() - from; i >= 0 && i < effects.size(); i++) {
      long effect = effects.get(i);
      held.add(effect);
      onHand += effect;
      int n = held.size();
      leases.computeIfPresent(life, (unused, kept) -> n > kept.since() ? kept.moved(effect) : kept);
    }
    documents.put(life, held);
  }

  /** Hears a report and answers it; empty when somebody else is the terminal by now. */
  Optional<Terms> answers(Question question) {
    Life life = question.life();
    if (!Integer.valueOf(question.session()).equals(sessions.get(life))
        || epochs.getOrDefault(life.terminal(), 0) != life.epoch()) {
      return Optional.empty();
    }
    if (question.copy()) {
      shared.add(life);
    }
    for (Told told : question.told()) {
      StockLease kept = leases.get(life);
      if (kept != null && kept.since() != told.since()) {
        return Optional.of(Shelf.held(ITEM, StockLease.since(0), LOT));
      }
      leases.put(
          life,
          kept == null
              ? new StockLease(told.since(), 0, 0, spent(life, told.since())).told(told)
              : kept.told(told));
    }
    if (question.incarnation() == incarnation) {
      reportedInThisLife.add(life);
    }
    releaseWhenNothingIsUnknown();
    returnClosed();
    StockLease kept = leases.get(life);
    if (!released || question.told().isEmpty()) {
      return Optional.of(Shelf.held(ITEM, kept == null ? StockLease.since(0) : kept, LOT));
    }
    long wanted =
        question.told().stream()
            .map(Told::wantedThousandths)
            .filter(Objects::nonNull)
            .mapToLong(Long::longValue)
            .sum();
    Terms terms = shelf(life).terms(ITEM, kept, LOT, wanted);
    StockLease granted = kept.grantedInAll(terms.grantedThousandths());
    leases.put(life, granted);
    shortOf.put(
        life, Shelf.isLow(granted.leftThousandths(), LOT) || granted.grantedThousandths() < wanted);
    return Optional.of(terms);
  }

  int incarnation() {
    return incarnation;
  }

  private long spent(Life life, long since) {
    return -documents.getOrDefault(life, List.of()).stream()
        .skip(since)
        .mapToLong(Long::longValue)
        .sum();
  }

  private Shelf shelf(Life asking) {
    return new Shelf(
        onHand,
        leases.values().stream().mapToLong(each -> each.reservedThousandths()).sum(),
        shortOf.entrySet().stream()
            .anyMatch(
                each ->
                    each.getValue()
                        && !each.getKey().equals(asking)
                        && !closed.containsKey(each.getKey())));
  }

  /** Of an epoch all of whose documents have come nothing is kept back any more. */
  private void returnClosed() {
    for (Life life : closed.keySet()) {
      if (isComplete(life)) {
        leases.computeIfPresent(life, (l, kept) -> kept.keeping(0));
      }
    }
  }

  private boolean isComplete(Life life) {
    return !shared.contains(life)
        && closed.containsKey(life)
        && closed.get(life).witness().filter(n -> watermark(life) >= n).isPresent();
  }

  /** A person does it, who knows which machines there were since the backup. */
  private void releaseWhenNothingIsUnknown() {
    released |=
        epochs.entrySet().stream()
            .flatMap(
                each ->
                    IntStream.rangeClosed(1, each.getValue())
                        .mapToObj(epoch -> new Life(each.getKey(), epoch)))
            .allMatch(
                life -> reportedInThisLife.contains(life) || closedAtTheBackup.contains(life));
  }

  void backsUp() {
    backup = new EscrowedStore(holdsAfterARestore);
    copy(this, backup);
  }

  /** Another life begins; epochs are never granted twice, and own documents come from above. */
  void isPutBack() {
    if (backup == null) {
      return;
    }
    long everReceived = received;
    Map<String, Integer> everGranted = epochs;
    Map<Life, Closing> everClosed = closed;
    Map<Life, List<Long>> atHeadOffice = documents;
    int next = incarnation + 1;
    copy(backup, this);
    closedAtTheBackup = Set.copyOf(closed.keySet());
    incarnation = next;
    onHand += everReceived - received;
    received = everReceived;
    epochs = new TreeMap<>(everGranted);
    closed = new HashMap<>(everClosed);
    atHeadOffice.forEach((life, all) -> takesIn(life, 0, all));
    sessions.clear();
    reportedInThisLife.clear();
    released = !holdsAfterARestore;
  }

  private static void copy(EscrowedStore from, EscrowedStore to) {
    to.received = from.received;
    to.onHand = from.onHand;
    to.leases = new HashMap<>(from.leases);
    to.shortOf = new HashMap<>(from.shortOf);
    to.documents = new HashMap<>(from.documents);
    to.closed = new HashMap<>(from.closed);
    to.sessions = new HashMap<>(from.sessions);
    to.epochs = new TreeMap<>(from.epochs);
  }
}
