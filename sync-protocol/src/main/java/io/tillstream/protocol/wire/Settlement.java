package io.tillstream.protocol.wire;

import java.time.Instant;

/**
 * A person's decision on a document that claims a place which another holds: it stays unbooked.
 *
 * @param at when
 * @param by who
 * @param reason why
 */
public record Settlement(Instant at, String by, String reason) {

  /** The most characters of a name. */
  public static final int BY_MAX = 64;

  /** The most characters of a reason. */
  public static final int REASON_MAX = 200;

  /** Whether this decision is one that the same person gives for the same reason. */
  public boolean says(String who, String why) {
    return by.equals(who) && reason.equals(why);
  }

  /** For whoever comes second with another decision. */
  public String inWords() {
    return "it was dismissed before by " + by + ": " + reason;
  }
}
