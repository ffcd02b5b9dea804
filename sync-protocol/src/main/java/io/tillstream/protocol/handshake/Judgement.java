package io.tillstream.protocol.handshake;

/**
 * What a handshake ended with.
 *
 * @param outcome what the terminal may do
 * @param reason why
 */
public record Judgement(HandshakeOutcome outcome, HandshakeReason reason) {

  static final Judgement AGREES = new Judgement(HandshakeOutcome.OK, HandshakeReason.AGREES);
  static final Judgement RESTORED =
      new Judgement(HandshakeOutcome.BEHIND, HandshakeReason.RESTORED);
  static final Judgement PARTED = new Judgement(HandshakeOutcome.FORK, HandshakeReason.PARTED);
  static final Judgement COPIED = new Judgement(HandshakeOutcome.FORK, HandshakeReason.COPIED);
}
