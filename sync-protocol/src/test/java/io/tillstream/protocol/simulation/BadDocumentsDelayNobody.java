package io.tillstream.protocol.simulation;

/** I14: a document that makes no sense goes its way like any other, and parks no store. */
final class BadDocumentsDelayNobody extends Invariant {

  BadDocumentsDelayNobody() {
    super("I14", "a bad document delays no other");
  }

  @Override
  void afterStep(Shop shop) {
    if (shop.world().touched() == shop.headOffice()) {
      require(
          shop.headOffice().books().parked.isEmpty(),
          () -> "head office has stopped " + shop.headOffice().books().parked);
    }
  }

  /** When the queues have not drained in time: who waits behind what makes no sense? */
  void lookForStuck(Shop shop) {
    shop.terminals().stream()
        .filter(terminal -> !terminal.isRetired() && terminal.agent().mayUpload())
        .flatMap(terminal -> terminal.journal().lives().stream())
        .filter(Life::isPending)
        .forEach(this::isNotBehindNonsense);
  }

  private void isNotBehindNonsense(Life life) {
    life.entries().stream()
        .filter(entry -> entry.n() > life.acknowledged().position())
        .limit(Sender.BATCH_MAX)
        .forEach(
            entry ->
                require(
                    entry.document() != null,
                    () -> entry.key() + " makes no sense, and others wait behind it"));
  }
}
