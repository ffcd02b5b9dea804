package io.tillstream.store.feed;

import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.download.Cursor;
import io.tillstream.protocol.wire.Verified;
import io.tillstream.store.fleet.TerminalSaid;
import java.time.Instant;

/**
 * Reads what a terminal says of itself beside its question for changes. What makes no sense is no
 * reason to keep goods and prices from it: it counts as not said.
 */
final class ReadStanding {

  private static final int INCARNATION_LENGTH_MAX = 36;
  private static final String HEAD = "[0-9]{1,18} [0-9a-f]{64}";

  private ReadStanding() {}

  static TerminalSaid of(int epoch, String head, Cursor cursor, String verified, Instant now) {
    return new TerminalSaid(
        epoch,
        head(head),
        cursor != null && cursor.incarnation().length() <= INCARNATION_LENGTH_MAX ? cursor : null,
        Verified.read(verified)
            .map(
                told ->
                    new TerminalSaid.Verification(
                        new Cursor(told.incarnation(), told.seq()),
                        told.result(),
                        told.differing(),
                        told.thorough(),
                        now.minus(told.age())))
            .orElse(null));
  }

  private static Watermark head(String head) {
    if (head == null || !head.matches(HEAD)) {
      return null;
    }
    String[] parts = head.split(" ", 2);
    return new Watermark(Long.parseLong(parts[0]), Hash.of(parts[1]));
  }
}
