package io.tillstream.protocol.escrow;

import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Line;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A machine that goes by a terminal's name: its journal and what it knows of leases are on one
 * disk, which may be put back or copied; its witness and the thread of its conversation are not.
 */
final class EscrowedTill {

  /**
   * What keeps goods from being sold twice; a test leaves one out.
   *
   * @param held a restored store grants nothing before it knows again what it granted
   * @param forfeited a copy gives up what its original may sell
   * @param witnessed what is given back is noted by the witness before the store is told
   */
  record Protections(boolean held, boolean forfeited, boolean witnessed) {}

  /** What is on the disk. */
  private record Disk(EscrowedStore.Life life, List<Long> effects, TillLeases leases) {}

  private final Protections protections;
  private EscrowedStore.Life life;
  private final List<Long> effects = new ArrayList<>();
  // It knows what is scarce: before that nothing bounds it, and the store names it (unbound).
  private TillLeases leases =
      new TillLeases(
          new TreeMap<>(),
          new TreeMap<>(Map.of(EscrowedStore.ITEM, EscrowedStore.LOT)),
          new TreeSet<>(),
          false,
          0);
  private Disk backup;
  private boolean hasWitness = true;
  private int witness;
  private long witnessedReturns;
  private boolean ended;
  private int session;
  private int incarnation;
  private int question;

  EscrowedTill(EscrowedStore.Life life, Protections protections) {
    this.life = life;
    this.protections = protections;
  }

  /** The same disk in another machine; its witness stays where it was. */
  EscrowedTill copied() {
    EscrowedTill copy = new EscrowedTill(life, protections);
    copy.effects.addAll(effects);
    copy.leases = leases;
    copy.hasWitness = false;
    copy.ended = ended;
    copy.session = session;
    return copy;
  }

  EscrowedStore.Life life() {
    return life;
  }

  /** Whether it numbers documents now. */
  boolean sells() {
    return hasWitness && !ended;
  }

  /** What it sells without asking. */
  long leftThousandths() {
    return leases.leftThousandths(EscrowedStore.ITEM);
  }

  /** Nobody else knows how much was shown. */
  Optional<Long> witness() {
    return hasWitness && !leases.copy() ? Optional.of((long) witness) : Optional.empty();
  }

  /**
   * A document with one line.
   *
   * @return what it adds to the shop floor; nothing when it is refused
   */
  long makes(DocumentType type, long thousandths) {
    DocumentStream stream =
        new DocumentStream(new StoreId("S1"), new TerminalId(life.terminal()), life.epoch());
    Document document =
        Document.at(stream, effects.size() + 1L, type)
            .lines(
                List.of(
                    new Line(EscrowedStore.ITEM, null, thousandths, 0, 0, null, null, null, true)))
            .build();
    if (!leases.shortages(document).isEmpty()) {
      return 0;
    }
    witness = effects.size() + 1;
    leases = leases.with(leases.after(document));
    long effect = type == DocumentType.RETURN ? thousandths : -thousandths;
    effects.add(effect);
    return effect;
  }

  List<Long> documentsAfter(int n) {
    return n >= effects.size() ? List.of() : List.copyOf(effects.subList(n, effects.size()));
  }

  /** Asks anew: whatever comes to an earlier question is not heeded any more. */
  EscrowedStore.Question asks(int newQuestion, long wanted) {
    question = newQuestion;
    witnessedReturns = protections.witnessed() ? leases.returns() : 0;
    return new EscrowedStore.Question(
        life,
        session,
        incarnation,
        leases.copy(),
        leases.told(wanted == 0 ? Map.of() : Map.of(EscrowedStore.ITEM, wanted)));
  }

  void isAnswered(int answered, int byIncarnation, Terms terms) {
    if (answered == question) {
      question = 0;
      incarnation = byIncarnation;
      leases = leases.answered(List.of(terms), effects.size());
    }
  }

  /** Greets the store, which may find out that somebody else has gone on under its name. */
  void greets(EscrowedStore store, int newSession) {
    List<Long> held = store.documents(life);
    boolean agrees = held.size() <= effects.size() && held.equals(effects.subList(0, held.size()));
    ended |= !agrees || !store.isContinuedBy(life, session);
    if (ended) {
      return;
    }
    if (!hasWitness) {
      leases = protections.forfeited() ? leases.forfeited(0) : leases;
      hasWitness = true;
      witness = effects.size();
    }
    session = newSession;
    store.greeted(life, newSession);
  }

  void isKilled() {
    question = 0;
    incarnation = 0;
  }

  void isEnrolledAs(EscrowedStore.Life next) {
    life = next;
    effects.clear();
    leases = leases.inAnotherEpoch();
    hasWitness = true;
    witness = 0;
    witnessedReturns = 0;
    ended = false;
    session = 0;
    backup = null;
    isKilled();
  }

  void backsUp() {
    backup = sells() ? new Disk(life, List.copyOf(effects), leases) : backup;
  }

  /** The disk goes back; the witness sees it when a document is missing. */
  void isPutBack() {
    if (backup != null) {
      effects.clear();
      effects.addAll(backup.effects());
      leases = backup.leases();
      ended |= hasWitness && effects.size() < witness;
      if (hasWitness && leases.returns() < witnessedReturns) {
        leases = leases.forfeited(witnessedReturns);
      }
      isKilled();
    }
  }
}
