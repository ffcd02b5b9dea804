package io.tillstream.protocol.handshake;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/** Why a handshake ended as it did. */
public enum HandshakeReason {
  /** The histories agree. */
  AGREES("agrees"),
  /** The terminal went back in time on the same history. */
  RESTORED("restored"),
  /** The histories differ at a place that both hold. */
  PARTED("parted"),
  /** Somebody else has continued the terminal's conversation: its disk was copied. */
  COPIED("copied");

  private final String wireName;

  HandshakeReason(String wireName) {
    this.wireName = wireName;
  }

  /**
   * The reason of this name. One that a later version invented reads as {@link #PARTED}: the
   * outcome beside it says what to do.
   */
  @JsonCreator
  public static HandshakeReason of(String wireName) {
    return Arrays.stream(values())
        .filter(reason -> reason.wireName.equals(wireName))
        .findFirst()
        .orElse(PARTED);
  }

  @Override
  @JsonValue
  public String toString() {
    return wireName;
  }
}
