package io.tillstream.protocol.simulation;

import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.handshake.Greeting;
import io.tillstream.protocol.handshake.Handshake;
import io.tillstream.protocol.handshake.HandshakeOutcome;
import io.tillstream.protocol.handshake.Judgement;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.TerminalId;

/**
 * A terminal asks whether it may go on.
 *
 * @param greeting what it says of itself
 * @param sessionsCount whether the sessions are compared
 * @param freshIncarnation for the case that the store finds it has gone back
 */
record GreetTerminal(Greeting greeting, boolean sessionsCount, String freshIncarnation)
    implements Command<GreetTerminal.Reply> {

  /** Without a witness nobody knows how many epochs were granted since the backup. */
  private static final int EPOCHS_SKIPPED = 100;

  /**
   * What the terminal hears.
   *
   * @param judgement the store's, or null when it cannot say yet
   * @param refused the credential is not good
   * @param standing what the store holds of the stream
   * @param incarnation of the store's change log
   */
  record Reply(Judgement judgement, boolean refused, Watermark standing, String incarnation) {}

  @Override
  public Reply apply(Books books) {
    DocumentStream stream = greeting.stream();
    TerminalId terminal = stream.terminal();
    Watermark standing = books.standing(stream);
    if (!books.admits(stream.epoch(), stream)) {
      return new Reply(null, true, standing, books.incarnation);
    }
    if (!books.healing
        && Handshake.storeWentBack(greeting, standing, books.incarnation, books.seq)) {
      books.beginIncarnation(freshIncarnation, books.highestEpoch() + EPOCHS_SKIPPED);
    }
    if (books.healing) {
      return new Reply(null, false, standing, books.incarnation);
    }
    Judgement judgement =
        Handshake.judge(
            greeting,
            standing,
            books.book(stream)::hashAt,
            sessionsCount ? books.sessions.get(terminal) : null);
    if (judgement.outcome() == HandshakeOutcome.OK) {
      books.sessions.put(terminal, greeting.session());
    }
    return new Reply(judgement, false, standing, books.incarnation);
  }
}
