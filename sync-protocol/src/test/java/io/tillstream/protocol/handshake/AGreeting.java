package io.tillstream.protocol.handshake;

import io.tillstream.protocol.chain.AStream;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.download.Cursor;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import java.util.Optional;
import java.util.function.LongFunction;

/** Greetings of one terminal, whose journal is a given history. */
final class AGreeting {

  static final DocumentStream TERMINAL =
      new DocumentStream(new StoreId("S1"), new TerminalId("T1"), 1);

  private AGreeting() {}

  static Greeting of(AStream journal, long acknowledged) {
    return of(journal, acknowledged, null, "first");
  }

  static Greeting of(AStream journal, long acknowledged, String previous, String session) {
    return new Greeting(
        TERMINAL, journal.head(), journal.at(acknowledged), previous, session, null);
  }

  static Greeting of(AStream journal, long acknowledged, Cursor cursor) {
    return new Greeting(TERMINAL, journal.head(), journal.at(acknowledged), null, "first", cursor);
  }

  static Greeting readUpTo(Cursor cursor) {
    return new Greeting(TERMINAL, Watermark.START, Watermark.START, null, "first", cursor);
  }

  /** What one holds of a history, up to a position. */
  static LongFunction<Optional<Hash>> hashesOf(AStream history, long upTo) {
    return position ->
        position <= upTo ? Optional.of(history.at(position).hash()) : Optional.empty();
  }
}
