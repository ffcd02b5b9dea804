package io.tillstream.store.incarnation;

import java.util.Optional;
import java.util.Set;

/** What the witness says of the books at the start. */
enum WitnessVerdict {
  /** The books are at least as far as the witness has seen them. */
  AGREES,
  /** Changes were durable that the books do not hold: the database went back (I18). */
  BEHIND,
  /** The witness has seen a life of the log that the books have never heard of: likewise. */
  UNKNOWN_LIFE,
  /** There is none, or it tells of another store: nothing can be said. */
  MISSING;

  /**
   * Compares. Pure.
   *
   * @param witness empty when there is none that can be read
   * @param store whose books they are
   * @param incarnation the life that the books are in
   * @param seq their last change
   * @param epochs those that they have granted
   * @param ended the lives that they know to have ended
   */
  static WitnessVerdict of(
      Optional<BooksWitness> witness,
      String store,
      String incarnation,
      long seq,
      GrantedEpochs.Granted epochs,
      Set<String> ended) {
    if (witness.isEmpty() || !witness.get().store().equals(store)) {
      return MISSING;
    }
    BooksWitness seen = witness.get();
    if (seen.incarnation().equals(incarnation)) {
      boolean knowsMore =
          seen.seq() > seq || seen.epochs() > epochs.highest() || seen.epochSum() > epochs.sum();
      return knowsMore ? BEHIND : AGREES;
    }
    // A witness of a life that has ended was left behind by a program that died before it wrote the
    // next one, or stands on another machine.
    return ended.contains(seen.incarnation()) ? AGREES : UNKNOWN_LIFE;
  }
}
