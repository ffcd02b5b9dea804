package io.tillstream.protocol.simulation;

import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.DocumentStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * I11: a machine that was told that it lost its name numbers nothing more under it, and no store
 * takes in a document in the place of another that a customer holds.
 */
final class NoSilentUpload extends Invariant {

  private final Map<DocumentKey, Entry> receiptsByKey = new HashMap<>();
  private final Map<Terminal, Stopped> stopped = new HashMap<>();
  private final Map<Store, Map<DocumentStream, Hash>> seen = new HashMap<>();
  private final Map<String, List<String>> welcomed = new HashMap<>();
  private int receipts;
  private int welcomes;

  NoSilentUpload() {
    super("I11", "nobody uploads silently under another's name");
  }

  @Override
  void afterStep(Shop shop) {
    Chronicle chronicle = shop.world().chronicle();
    for (; receipts < chronicle.receipts.size(); receipts++) {
      Entry entry = chronicle.receipts.get(receipts).entry();
      receiptsByKey.put(entry.key(), entry);
    }
    for (; welcomes < chronicle.welcomes.size(); welcomes++) {
      hasNotMovedOn(chronicle.welcomes.get(welcomes));
    }
    switch (shop.world().touched()) {
      case Agent agent -> standsStill(agent.terminal());
      case StoreProgram program -> tookNoOther(chronicle, program.store());
      case null, default -> {
        // Head office takes what stores took.
      }
    }
  }

  /**
   * Once a store has gone on with another session, the one before is not welcome again. Excepted is
   * a store whose database was put back and that lost nothing by it but the session: nobody had
   * uploaded under it, so it goes on with whoever calls first, and tells the other.
   */
  private void hasNotMovedOn(Chronicle.Welcome welcome) {
    List<String> before =
        welcomed.computeIfAbsent(
            "%s in %s after %d"
                .formatted(welcome.stream(), welcome.incarnation(), welcome.restores()),
            name -> new ArrayList<>());
    require(
        !before.contains(welcome.session()) || before.getLast().equals(welcome.session()),
        () -> welcome.stream() + " is " + before.getLast() + " and " + welcome.session());
    before.add(welcome.session());
  }

  private void standsStill(Terminal terminal) {
    boolean ok =
        !terminal.journal().isEnrolled() || terminal.journal().identity() == Journal.Identity.OK;
    if (ok) {
      stopped.remove(terminal);
      return;
    }
    Stopped now = new Stopped(terminal.restores(), terminal.journal().life().head());
    Stopped before = stopped.put(terminal, now);
    require(
        before == null || before.restores() != now.restores() || before.equals(now),
        () -> terminal + " numbers on although it is " + terminal.journal().identity());
  }

  private record Stopped(int restores, Watermark head) {}

  private void tookNoOther(Chronicle chronicle, Store store) {
    Map<DocumentStream, Hash> looked = seen.computeIfAbsent(store, s -> new HashMap<>());
    store
        .books()
        .streams
        .forEach(
            (stream, book) -> {
              Hash standing = book.standing().hash();
              if (!standing.equals(looked.put(stream, standing))) {
                long after = chronicle.undetectableAfter.getOrDefault(stream, Long.MAX_VALUE);
                for (int n = 1; n <= book.held().size(); n++) {
                  Entry receipt = receiptsByKey.get(stream.at(n));
                  Hash held = book.held().get(n - 1).hash();
                  require(
                      receipt == null || n > after || receipt.hash().equals(held),
                      () -> store + " took another document for " + receipt.number());
                }
              }
            });
  }
}
