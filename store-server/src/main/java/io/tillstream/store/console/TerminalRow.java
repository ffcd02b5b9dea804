package io.tillstream.store.console;

import io.tillstream.store.fleet.TerminalState;
import java.time.Duration;
import java.time.Instant;

/**
 * A terminal in the table.
 *
 * @param terminal its name
 * @param standing not enrolled, revoked, or enrolled; and whether an agent of its name was refused
 * @param epoch the last one granted
 * @param lastContactAt when; null for never
 * @param lastContact how long ago, or never
 * @param pending documents in its outbox when it last called
 * @param lag age of the oldest of them
 * @param documents how many of this epoch the store holds
 * @param clock how far its clock is from the store's, in words
 * @param agentVersion or a dash
 */
record TerminalRow(
    String terminal,
    String standing,
    int epoch,
    Instant lastContactAt,
    String lastContact,
    String pending,
    String lag,
    long documents,
    String clock,
    String agentVersion) {

  private static final String UNKNOWN = "–";
  private static final Duration NOT_WORTH_A_WORD = Duration.ofSeconds(2);

  static TerminalRow of(TerminalState state, Instant now) {
    return new TerminalRow(
        state.terminal().value(),
        standing(state, now),
        state.epoch(),
        state.lastContact(),
        state.lastContact() == null ? "never" : Ago.text(state.lastContact(), now),
        state.pending() == null ? UNKNOWN : Long.toString(state.pending()),
        state.oldestPending() == null
            ? UNKNOWN
            : Ago.span(Duration.between(state.oldestPending(), now)),
        state.documents(),
        clock(state.skewMillis()),
        state.agentVersion() == null ? UNKNOWN : state.agentVersion());
  }

  private static String clock(Long skewMillis) {
    if (skewMillis == null) {
      return UNKNOWN;
    }
    Duration skew = Duration.ofMillis(skewMillis);
    if (skew.abs().compareTo(NOT_WORTH_A_WORD) < 0) {
      return "right";
    }
    return Ago.span(skew.abs()) + (skew.isNegative() ? " slow" : " fast");
  }

  private static String standing(TerminalState state, Instant now) {
    if (state.revokedAt() != null) {
      return "revoked";
    }
    if (state.refusedAt() != null) {
      return "enrolled, but an agent of its name was found %s %s"
          .formatted(state.identity(), Ago.text(state.refusedAt(), now));
    }
    return state.enrolledAt() == null ? "not enrolled" : "enrolled";
  }
}
