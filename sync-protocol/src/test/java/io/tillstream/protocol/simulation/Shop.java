package io.tillstream.protocol.simulation;

import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.TerminalId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The machines of a world: head office, its stores and their terminals. */
final class Shop {

  private static final int TERMINALS_PER_STORE = 4;
  private static final int OLD_VERSION = 1;
  private static final int VERSION = 3;

  private final World world;
  private final HeadOffice headOffice;
  private final List<Store> stores = new ArrayList<>();
  private final List<Terminal> terminals = new ArrayList<>();

  Shop(World world) {
    this.world = world;
    headOffice = new HeadOffice(world);
    for (String name : List.of("S1", "S2")) {
      Store store = new Store(world, name, headOffice);
      stores.add(store);
      for (int i = 1; i <= TERMINALS_PER_STORE; i++) {
        // The last till of each store is two versions behind (I21).
        int protocol = i == TERMINALS_PER_STORE ? OLD_VERSION : VERSION;
        terminals.add(new Terminal(store, new TerminalId("T" + i), name + "/T" + i, protocol));
      }
    }
  }

  World world() {
    return world;
  }

  HeadOffice headOffice() {
    return headOffice;
  }

  List<Store> stores() {
    return stores;
  }

  List<Terminal> terminals() {
    return terminals;
  }

  /** Everything is switched on. */
  void start() {
    headOffice.start();
    stores.forEach(store -> store.programs().getFirst().start());
    terminals.forEach(terminal -> terminal.agent().start());
  }

  /** Every deal that some disk still holds. */
  Set<String> dealsHeld() {
    Set<String> held = new HashSet<>();
    Chronicle chronicle = world.chronicle();
    for (Terminal terminal : terminals) {
      if (!terminal.isRetired()) {
        for (Life life : terminal.journalDatabase().durable().lives()) {
          life.entries().forEach(entry -> held.add(entry.reference()));
        }
      }
    }
    stores.forEach(
        store -> store.database().durable().streams.values().forEach(b -> add(b, chronicle, held)));
    HeadOfficeBooks above = headOffice.database().durable();
    above.streams.values().forEach(b -> add(b, chronicle, held));
    above.aside.values().stream()
        .flatMap(Set::stream)
        .forEach(hash -> held.add(chronicle.made.get(hash).reference()));
    return held;
  }

  /**
   * Streams that only people can bring together again: a whole disk, witness included, was put back
   * or put to work twice, a store has lost one of the two histories and head office the other.
   */
  Set<DocumentStream> parted() {
    Map<DocumentStream, Long> undetectableAfter = world.chronicle().undetectableAfter;
    return headOffice.books().aside.keySet().stream()
        .filter(key -> key.n() > undetectableAfter.getOrDefault(key.stream(), Long.MAX_VALUE))
        .map(DocumentKey::stream)
        .collect(Collectors.toSet());
  }

  boolean hasParted(Terminal terminal) {
    Set<DocumentStream> parted = parted();
    return terminal.journal().lives().stream().anyMatch(life -> parted.contains(life.stream()));
  }

  private static void add(StreamBook book, Chronicle chronicle, Set<String> held) {
    book.held().forEach(document -> held.add(chronicle.made.get(document.hash()).reference()));
  }

  /** All queues are empty and everyone is at the head. */
  boolean isDrained() {
    return headOffice.isAlive()
        && stores.stream()
            .allMatch(s -> s.programs().stream().anyMatch(p -> p.isServing() && p.isDrained()))
        && terminals.stream().allMatch(t -> t.isRetired() || t.agent().isDrained() || hasParted(t));
  }
}
