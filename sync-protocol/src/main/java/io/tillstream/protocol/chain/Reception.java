package io.tillstream.protocol.chain;

import java.util.List;

/**
 * What a batch means to a receiver that stands at a watermark. A closed set: no fifth thing can
 * happen to a batch.
 */
public sealed interface Reception {

  /**
   * Decides. Pure: nothing is stored, the batch is taken to be {@linkplain ChainedBatch#fault()
   * sound}.
   *
   * @param standing where the receiver stands in this stream
   * @param batch what arrived
   * @param history the hash the receiver stored at an earlier position of this stream
   */
  static Reception of(Watermark standing, ChainedBatch batch, History history) {
    return of(standing, batch, batch.hashes(), history);
  }

  /**
   * The same, for a receiver that hashed the batch before it came to decide.
   *
   * @param hashes the chain after each record, from {@link ChainedBatch#hashes()}
   */
  static Reception of(Watermark standing, ChainedBatch batch, List<Hash> hashes, History history) {
    if (batch.from().position() > standing.position()) {
      return new Gap(standing);
    }
    Hash reached = batch.from().hash();
    int known = 0;
    while (known < batch.records().size()
        && batch.records().get(known).position() <= standing.position()) {
      Hash here = hashes.get(known);
      if (!here.equals(history.at(batch.records().get(known).position(), here))) {
        return new Fork(known);
      }
      reached = here;
      known++;
    }
    boolean meetsStanding = batch.to().position() >= standing.position();
    if (meetsStanding && !reached.equals(standing.hash())) {
      return new Fork(known);
    }
    return batch.to().position() <= standing.position() ? new Repeated() : new Fresh(known);
  }

  /** The receiver's own memory of a stream. */
  @FunctionalInterface
  interface History {

    /**
     * Trusts everything below the watermark: for receivers that keep no hash per record and rely on
     * the chain meeting at the watermark.
     */
    History ONLY_THE_WATERMARK = (position, offered) -> offered;

    /**
     * The hash stored at this position.
     *
     * @param position at or below the receiver's watermark
     * @param offered what the sender's chain says there, for receivers that keep none
     */
    Hash at(long position, Hash offered);
  }

  /**
   * The batch extends what is held.
   *
   * @param firstNew index of the first record not yet held; those before it are repeated
   */
  record Fresh(int firstNew) implements Reception {}

  /** All of it is held already: the answer was lost, or the sender fell back. */
  record Repeated() implements Reception {}

  /**
   * Something between is missing.
   *
   * @param standing where the sender should continue from
   */
  record Gap(Watermark standing) implements Reception {}

  /**
   * The sender's history is another one than the receiver's (I11).
   *
   * @param firstDifferent index of the first record that differs, or that follows where the
   *     histories no longer meet
   */
  record Fork(int firstDifferent) implements Reception {}
}
