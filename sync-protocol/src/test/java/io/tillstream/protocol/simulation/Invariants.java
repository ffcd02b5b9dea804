package io.tillstream.protocol.simulation;

import java.util.List;

/** All that is checked in a world. */
final class Invariants {

  private final NumbersAreUnique numbers = new NumbersAreUnique();
  private final BadDocumentsDelayNobody badDocuments = new BadDocumentsDelayNobody();
  private final QueuesDrain queues = new QueuesDrain();
  private final List<Invariant> all =
      List.of(
          new AcknowledgedIsDurable(),
          new OneFactPerKey(),
          new SeqHasNoGap(),
          new NoHalfTransaction(),
          new CheckpointIsComplete(),
          new FiguresAreTheFold(),
          numbers,
          new NoSilentUpload(),
          new NothingUnsentIsLost(),
          new PurgedIsAtHeadOffice(),
          badDocuments,
          queues,
          new OwnDocumentsCountOnce(),
          new SupersededWriterIsSilent(),
          new RestoredStoreBeginsAnew(),
          new BusinessDatesNeverGoBack(),
          new OldTerminalsConverge(),
          new TiersAgree());

  void afterStep(Shop shop) {
    for (Invariant invariant : all) {
      invariant.afterStep(shop);
    }
  }

  /** Everything has drained, or the time for it is over. */
  void whenQuiet(Shop shop) {
    if (!shop.isDrained()) {
      badDocuments.lookForStuck(shop);
    }
    queues.whenQuiet(shop);
    for (Invariant invariant : all) {
      if (invariant != queues) {
        invariant.whenQuiet(shop);
      }
    }
  }

  List<Invariant> all() {
    return all;
  }

  /** Numbers that copies of a whole disk printed twice before their first contact. */
  long undetectable() {
    return numbers.undetectable();
  }
}
