package io.tillstream.protocol.handshake;

/** What the witness says of a journal at the agent's start. */
public enum WitnessVerdict {
  /** The journal holds everything that was ever shown. */
  AGREES,
  /**
   * Documents were shown that the journal does not hold: it was restored from a copy. Nothing is
   * numbered (I10).
   */
  JOURNAL_BEHIND,
  /**
   * There is no witness: the journal may be a copy. Nothing is numbered before the store agrees.
   */
  MISSING,
  /** The witness belongs to another journal. Nothing is numbered before the store agrees. */
  FOREIGN
}
