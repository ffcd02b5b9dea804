package io.tillstream.protocol.simulation;

import io.tillstream.protocol.identity.DocumentStream;
import java.util.HashSet;
import java.util.Set;

/**
 * I12: every deal with a receipt is at head office in the end, unless its disk was destroyed. What
 * belongs to a stream that has {@linkplain Shop#parted() parted} must be on some disk.
 */
final class NothingUnsentIsLost extends Invariant {

  NothingUnsentIsLost() {
    super("I12", "no unsent document is lost");
  }

  @Override
  void whenQuiet(Shop shop) {
    Chronicle chronicle = shop.world().chronicle();
    Set<String> held = new HashSet<>();
    shop.headOffice()
        .database()
        .durable()
        .streams
        .values()
        .forEach(
            book -> book.held().forEach(d -> held.add(chronicle.made.get(d.hash()).reference())));
    Set<DocumentStream> parted = shop.parted();
    Set<String> onSomeDisk = parted.isEmpty() ? Set.of() : shop.dealsHeld();
    chronicle.shown.forEach(
        (deal, receipt) ->
            require(
                held.contains(deal)
                    || chronicle.destroyed.contains(deal)
                    || (onSomeDisk.contains(deal)
                        && parted.contains(receipt.entry().key().stream())),
                () -> "the deal of receipt " + receipt.entry().key() + " never arrived: " + deal));
  }
}
