package io.tillstream.protocol.wire;

/** What a receiver did with a batch as a whole. */
public enum Outcome {
  /** The watermark moved. */
  APPLIED,
  /** All of it was there already. */
  DUPLICATE,
  /** Another history under the same name; the watermark stays. */
  FORK
}
