package io.tillstream.protocol.upload;

import io.tillstream.protocol.chain.Watermark;

/**
 * What a receiver says of itself some time after a carrier has taken a batch over: it may answer an
 * older batch than the last, come twice, or not at all.
 */
public sealed interface LateWord {

  /** What the receiver holds, durably. */
  Watermark standing();

  /** It holds everything up to here. */
  record Holds(Watermark standing) implements LateWord {}

  /**
   * A batch began after what it holds, or could not be read, and was put away.
   *
   * @param standing where to go on
   * @param from where that batch began; null when the receiver says it unasked
   */
  record Misses(Watermark standing, Long from) implements LateWord {}

  /** It takes nothing in until a person there lets the sender go on. */
  record Waits(Watermark standing) implements LateWord {}

  /** It holds another history under the same name (I11). */
  record Differs(Watermark standing) implements LateWord {}
}
