package io.tillstream.protocol.simulation;

import io.tillstream.protocol.chain.Hash;
import java.util.Optional;

/** I1: who is told that something is kept would find it after a power cut at that moment. */
final class AcknowledgedIsDurable extends Invariant {

  private int receipts;
  private int confirmations;

  AcknowledgedIsDurable() {
    super("I1", "acknowledged is durable");
  }

  @Override
  void afterStep(Shop shop) {
    Chronicle chronicle = shop.world().chronicle();
    for (; receipts < chronicle.receipts.size(); receipts++) {
      Chronicle.Receipt receipt = chronicle.receipts.get(receipts);
      Optional<Hash> onDisk =
          receipt.terminal().journalDatabase().durable().lives().stream()
              .filter(life -> life.stream().equals(receipt.entry().key().stream()))
              .findFirst()
              .flatMap(life -> life.hashAt(receipt.entry().n()));
      require(
          onDisk.equals(Optional.of(receipt.entry().hash())),
          () -> receipt.entry().number() + " was shown and is not on " + receipt.terminal());
    }
    for (; confirmations < chronicle.confirmations.size(); confirmations++) {
      Chronicle.Confirmation said = chronicle.confirmations.get(confirmations);
      StreamBook book = said.store().database().durable().streams.get(said.stream());
      require(
          book != null
              && book.hashAt(said.held().position()).equals(Optional.of(said.held().hash())),
          () ->
              said.store()
                  + " confirmed "
                  + said.stream()
                  + " up to "
                  + said.held().position()
                  + ", which is not on its disk");
    }
  }
}
