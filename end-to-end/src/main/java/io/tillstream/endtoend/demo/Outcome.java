package io.tillstream.endtoend.demo;

import io.tillstream.endtoend.books.Reconciliation;
import io.tillstream.endtoend.books.StoreProof;
import io.tillstream.endtoend.speed.MemoryUse;
import io.tillstream.endtoend.speed.Speed;
import java.util.List;

/**
 * All that a demonstration has to tell.
 *
 * @param trade what was sold
 * @param scale how large it was
 * @param database of the stores, for a person
 * @param madeOffline receipts made while the link was cut
 * @param receipts all of them
 * @param released what happened to documents that were parked on the way, a sentence each
 * @param reconciliation the books, compared
 * @param proofs what each store says of itself and the others
 * @param trials what was done besides selling, and whether what should hold did
 * @param times how long it took
 * @param memory of the programs after the drain
 * @param cleared documents that terminals deleted in the end, because head office holds them
 * @param speed null when it was not measured
 */
record Outcome(
    String trade,
    Scale scale,
    String database,
    int madeOffline,
    int receipts,
    List<String> released,
    Reconciliation reconciliation,
    List<StoreProof> proofs,
    Trials trials,
    Times times,
    MemoryUse memory,
    long cleared,
    Speed speed) {

  Outcome {
    released = List.copyOf(released);
    proofs = List.copyOf(proofs);
  }

  /**
   * Whether the books agree, as they are read here and as every store has compared them itself, and
   * everything else held that was tried.
   */
  boolean isWell() {
    return reconciliation.everyTierAgrees()
        && proofs.stream().allMatch(StoreProof::equal)
        && trials.allHold();
  }

  Outcome with(Speed measured) {
    return new Outcome(
        trade,
        scale,
        database,
        madeOffline,
        receipts,
        released,
        reconciliation,
        proofs,
        trials,
        times,
        memory,
        cleared,
        measured);
  }
}
