package io.tillstream.store.parked;

import io.tillstream.protocol.verdict.ParkedReason;

/** What became of a person's wish about a parked document; all of it durable. */
sealed interface Settled {

  /** It is booked now, or was before. */
  record Booked() implements Settled {}

  /**
   * It is still parked.
   *
   * @param reason why
   * @param detail what it waits for, or what is wrong
   */
  record StillParked(ParkedReason reason, String detail) implements Settled {}

  /** It is dismissed for the reason that was given now, or the same before. */
  record Dismissed() implements Settled {}

  /**
   * Somebody was quicker, and has decided otherwise; nothing was changed.
   *
   * @param what has become of it, in words
   */
  record DecidedOtherwise(String what) implements Settled {}

  /** There is no such document. */
  record Unknown() implements Settled {}
}
