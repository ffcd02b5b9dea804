package io.tillstream.protocol.verdict;

/** What became of a received document. There is no "rejected": a completed sale is a fact. */
public enum Verdict {
  /** Stored and booked. */
  ACCEPTED,
  /** Held already, byte for byte. */
  DUPLICATE,
  /** Stored, not booked; waits for a person or for what it depends on. */
  PARKED
}
