package io.tillstream.agent.snapshot;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What came of asking for a snapshot. */
public sealed interface Fetched {

  /**
   * A replica has come whole and is prepared to take the former one's place.
   *
   * @param inside by epoch, own documents up to this n are inside its stock rows
   */
  record Whole(Map<Integer, Long> inside) implements Fetched {}

  /** The store has none to give: pages of changes do as well. */
  record None() implements Fetched {}

  /**
   * Not this time; what has come so far is kept.
   *
   * @param why in words for a person
   * @param rest for how long the store wants to be left alone, if it said so
   */
  record Later(String why, Optional<Duration> rest) implements Fetched {

    Later(String why) {
      this(why, Optional.empty());
    }
  }

  /**
   * The store does not know this terminal's credential.
   *
   * @param why the store's words
   */
  record Refused(String why) implements Fetched {}
}
