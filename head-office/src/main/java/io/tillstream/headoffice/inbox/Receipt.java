package io.tillstream.headoffice.inbox;

import io.tillstream.protocol.chain.Watermark;

/** What became of an envelope. */
sealed interface Receipt {

  /** What is held of the stream now, durably. */
  Watermark watermark();

  /**
   * Everything in it is held now.
   *
   * @param watermark where the stream stands
   * @param documents how many of its documents were new
   */
  record Applied(Watermark watermark, int documents) implements Receipt {}

  /** Everything in it was held before. */
  record Repeated(Watermark watermark) implements Receipt {}

  /** It tells another history than the one held; nothing of it was taken. */
  record Forked(Watermark watermark) implements Receipt {}

  /** Facts before it are missing; nothing of it was taken. */
  record Gap(Watermark watermark) implements Receipt {}

  /** The store was parked before; the envelope was not looked at. */
  record TurnedAway(Watermark watermark) implements Receipt {}

  /**
   * A record in it cannot be applied; nothing of it was taken, and the store is parked.
   *
   * @param watermark where the stream stands
   * @param seq the record's position
   * @param why in words for a person
   */
  record Parked(Watermark watermark, long seq, String why) implements Receipt {}
}
