package io.tillstream.protocol.simulation;

import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Line;
import io.tillstream.protocol.document.Replaced;
import io.tillstream.protocol.handshake.Witness;
import io.tillstream.protocol.identity.DocumentStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Records deals: number, document and chain in one transaction; synced, witnessed, and only then
 * shown.
 */
final class Recorder {

  private static final int WITNESS_SELDOM = 8;

  private final Agent agent;
  private final Terminal terminal;

  Recorder(Agent agent) {
    this.agent = agent;
    this.terminal = agent.terminal();
  }

  /** Records a deal, or finds it recorded, and shows its number. */
  void record(String reference) throws DiskFull {
    if (!agent.mayNumber()) {
      return;
    }
    Optional<Entry> known = terminal.journal().withReference(reference);
    Entry entry = known.isPresent() ? known.get() : commit(reference);
    if (!terminal.world().protects(Protection.SHOW_AFTER_SYNC)) {
      show(entry);
    }
    agent.effect(terminal.journalDatabase()::sync);
    if (terminal.greets() && isWitnessed(entry)) {
      agent.effect(agent::rewitness);
    }
    show(entry);
  }

  private boolean isWitnessed(Entry entry) {
    return terminal.world().protects(Protection.WITNESS_BEFORE_SHOWING)
        || entry.n() % WITNESS_SELDOM == 0;
  }

  private void show(Entry entry) throws DiskFull {
    agent.effect(
        () -> {
          terminal.world().chronicle().shown(terminal, entry);
          terminal.till().shown(entry);
        });
  }

  private Entry commit(String reference) throws DiskFull {
    Life life = terminal.journal().life();
    DocumentType type = typeOf(reference);
    LocalDate day =
        terminal.journal().businessDateAt(LocalDate.ofInstant(terminal.clock(), ZoneOffset.UTC));
    long counter = life.nextCounter(type);
    if (!terminal.world().protects(Protection.NUMBER_IN_THE_TRANSACTION)) {
      agent.effect(
          () -> terminal.journalDatabase().commit(j -> j.life().takeNumber(type, counter)));
      agent.effect(terminal.journalDatabase()::sync);
    }
    Entry entry =
        terminal.world().chance(Chance.BROKEN_DOCUMENT, terminal, 20)
            ? Assortment.nonsense(life, reference)
            : Assortment.document(
                life,
                terminal.protocol() == 1 ? 1 : Document.VERSION,
                type,
                day,
                terminal.clock(),
                reference,
                null,
                List.of(line()));
    agent.effect(
        () -> {
          terminal
              .journalDatabase()
              .commit(
                  journal -> {
                    journal.life().add(entry, type, counter);
                    journal.businessDate(day);
                  });
          terminal.world().chronicle().recorded(entry);
        });
    return entry;
  }

  /** Every seventh deal is goods that broke. */
  private static DocumentType typeOf(String reference) {
    return reference.hashCode() % 7 == 0 ? DocumentType.WRITE_OFF : DocumentType.SALE;
  }

  private Line line() {
    World world = terminal.world();
    String item =
        world.chance(Chance.UNKNOWN_ITEM, terminal, 60)
            ? "NEW" + world.dice().below(3, terminal)
            : Assortment.GOODS.get(world.dice().below(Assortment.GOODS.size(), terminal));
    boolean known = terminal.replica().reference().containsKey("item:" + item);
    return Assortment.line(item, 1 + world.dice().below(5, terminal), known);
  }

  /**
   * Makes documents anew that another history displaced, and leaves the old ones be.
   *
   * @param known references of what the store holds of this terminal: a journal that was put back
   *     may have made them anew before
   */
  void makeAnew(Life displaced, long lastCommon, Set<String> known) throws DiskFull {
    List<Entry> lost =
        displaced.entries().stream()
            .filter(entry -> entry.n() > lastCommon && !displaced.isDisplaced(entry))
            .filter(entry -> !known.contains(entry.reference()))
            .filter(entry -> terminal.world().protects(Protection.MAKE_ANEW))
            .toList();
    DocumentStream earlier = displaced.stream();
    agent.effect(
        () -> {
          terminal
              .journalDatabase()
              .commit(
                  journal -> {
                    lost.forEach(entry -> again(journal, entry));
                    journal.life(earlier).settle(lastCommon);
                  });
          terminal.journal().life().entries().forEach(terminal.world().chronicle()::recorded);
        });
    agent.effect(terminal.journalDatabase()::sync);
    if (terminal.greets()) {
      agent.effect(agent::rewitness);
    }
  }

  private static void again(Journal journal, Entry entry) {
    Life life = journal.life();
    if (entry.document() == null) {
      life.add(
          Assortment.nonsense(life, entry.reference()),
          DocumentType.SALE,
          life.nextCounter(DocumentType.SALE));
      return;
    }
    DocumentType type = entry.document().type();
    life.add(
        Assortment.document(
            life,
            entry.document().v(),
            type,
            journal.businessDate(),
            Instant.parse(entry.document().recordedAt()),
            entry.reference(),
            new Replaced(entry.key().epoch(), entry.n(), entry.number()),
            entry.document().lines()),
        type,
        life.nextCounter(type));
  }

  static Witness witnessOf(Life life, String session) {
    return new Witness(life.stream(), life.head(), session);
  }
}
