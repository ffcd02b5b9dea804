package io.tillstream.store.conflict;

import io.tillstream.protocol.money.Quantity;

/** What became of a wish to settle a case. */
sealed interface SettleAnswer {

  /** It is settled as asked for, now or before. */
  record Settled() implements SettleAnswer {}

  /**
   * Somebody, or the goods, were faster; nothing was changed.
   *
   * @param how in words
   */
  record ClosedBefore(String how) implements SettleAnswer {}

  /**
   * It is not as the person saw it; nothing was changed.
   *
   * @param documents how many it names now
   * @param missing how much is missing now
   */
  record Grown(int documents, Quantity missing) implements SettleAnswer {}

  /**
   * The choice does not fit; nothing was changed.
   *
   * @param field what is wrong with the wish
   * @param why in words
   */
  record DoesNotFit(String field, String why) implements SettleAnswer {}

  /** There is no such case. */
  record Unknown() implements SettleAnswer {}
}
