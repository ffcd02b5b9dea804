package io.tillstream.agent.greeting;

import io.tillstream.protocol.handshake.HandshakeReason;
import io.tillstream.protocol.handshake.WitnessVerdict;
import java.util.Arrays;
import java.util.Optional;

/** What is known of a journal's claim to its name. */
public enum Lineage {
  /** Nothing speaks against it. */
  OK("ok", null),
  /** There is no witness, so it may be a copy; the store's word decides. */
  UNPROVEN("unproven", null),
  /** It went back in time: numbers were shown that it does not hold. */
  RESTORED("restored", HandshakeReason.RESTORED),
  /** The store, or the witness, holds another history of the same name. */
  FORKED("forked", HandshakeReason.PARTED),
  /** Another agent goes by the same name: the folder was copied. */
  COPIED("copied", HandshakeReason.COPIED);

  private final String text;
  private final HandshakeReason reason;

  Lineage(String text, HandshakeReason reason) {
    this.text = text;
    this.reason = reason;
  }

  /** What a witness makes of a journal. */
  static Lineage of(WitnessVerdict verdict) {
    return switch (verdict) {
      case AGREES -> OK;
      case MISSING -> UNPROVEN;
      case JOURNAL_BEHIND -> RESTORED;
      case FOREIGN -> FORKED;
    };
  }

  /** What a handshake makes of it. */
  static Lineage of(HandshakeReason reason) {
    return switch (reason) {
      case AGREES -> OK;
      case RESTORED -> RESTORED;
      case PARTED -> FORKED;
      case COPIED -> COPIED;
    };
  }

  static Lineage stored(String text) {
    return Arrays.stream(values())
        .filter(each -> each.text.equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no lineage '" + text + "'"));
  }

  /** Whether nothing is numbered or sent in this epoch any more, whatever happens. */
  public boolean isEnded() {
    return reason != null;
  }

  /** What the store is told; empty where nothing is known against the journal. */
  Optional<HandshakeReason> reason() {
    return Optional.ofNullable(reason);
  }

  /** As in the status. */
  @Override
  public String toString() {
    return text;
  }
}
