package io.tillstream.store.console;

import java.time.Duration;
import java.time.Instant;

/** Spans of time as a person at a screen takes them in. */
final class Ago {

  private Ago() {}

  /** How long ago, in the largest unit that fits; a clock that is ahead counts as now. */
  static String text(Instant then, Instant now) {
    return span(Duration.between(then, now)) + " ago";
  }

  /** A span in the largest unit that fits. */
  static String span(Duration span) {
    long seconds = Math.max(0, span.toSeconds());
    if (seconds < 120) {
      return seconds + " s";
    }
    if (seconds < 120 * 60) {
      return seconds / 60 + " min";
    }
    return seconds < 48 * 3_600 ? seconds / 3_600 + " h" : seconds / 86_400 + " days";
  }
}
