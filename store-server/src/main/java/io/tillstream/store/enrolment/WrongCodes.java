package io.tillstream.store.enrolment;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Counts wrong codes, so that nobody guesses one. Thread-safe. */
final class WrongCodes {

  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final int most;
  private final Clock clock;
  private final Deque<Long> atMillis = new ArrayDeque<>();

  WrongCodes(int mostPerMinute, Clock clock) {
    most = mostPerMinute;
    this.clock = clock;
  }

  /** How long everybody has to wait now; zero when nobody has to. */
  synchronized Duration rest() {
    long now = clock.millis();
    while (!atMillis.isEmpty() && atMillis.peekFirst() <= now - WINDOW.toMillis()) {
      atMillis.removeFirst();
    }
    return atMillis.size() < most
        ? Duration.ZERO
        : Duration.ofMillis(atMillis.peekFirst() + WINDOW.toMillis() - now);
  }

  synchronized void note() {
    atMillis.addLast(clock.millis());
  }
}
