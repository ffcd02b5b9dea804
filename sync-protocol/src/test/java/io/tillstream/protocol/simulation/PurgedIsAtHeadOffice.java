package io.tillstream.protocol.simulation;

import java.util.Optional;

/** I13: what a terminal deletes is on head office's disk at that moment. */
final class PurgedIsAtHeadOffice extends Invariant {

  private int purges;

  PurgedIsAtHeadOffice() {
    super("I13", "deleted only after head office has it");
  }

  @Override
  void afterStep(Shop shop) {
    Chronicle chronicle = shop.world().chronicle();
    for (; purges < chronicle.purges.size(); purges++) {
      Chronicle.Purge purge = chronicle.purges.get(purges);
      for (Entry entry : purge.entries()) {
        StreamBook book = shop.headOffice().database().durable().streams.get(entry.key().stream());
        require(
            book != null && book.hashAt(entry.n()).equals(Optional.of(entry.hash())),
            () -> purge.terminal() + " deletes " + entry.key() + ", which head office lacks");
      }
    }
  }
}
