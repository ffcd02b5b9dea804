package io.tillstream.protocol.wire;

/** What has become of the last that head office heard of a store. */
public enum StandingOutcome {
  /** It was taken in. */
  APPLIED,
  /** All of it was there already; also head office's word to a question. */
  DUPLICATE,
  /** Facts before it are missing: go on from the watermark. */
  GAP,
  /** It tells another history than the one held. */
  FORK,
  /**
   * A fact of the store waits for an administrator of head office; nothing is taken in meanwhile.
   */
  PARKED,
  /** It was none that could be read or trusted; nothing of it was taken. */
  REFUSED
}
