package io.tillstream.agent.enrolment;

import java.util.Optional;

/** What came of asking to become a terminal. */
public sealed interface Enrolment {

  /**
   * The machine is a terminal now.
   *
   * @param closed the epoch of this directory that ended with it
   */
  record Granted(Identity identity, Optional<Integer> closed) implements Enrolment {}

  /** It is another one already; under a new name its documents would be nobody's. */
  record Already(Identity identity) implements Enrolment {}

  /**
   * The store said no.
   *
   * @param words the store's own
   */
  record Refused(String words) implements Enrolment {}

  /**
   * The store did not answer, or not sensibly.
   *
   * @param why in words for a person
   */
  record Unreachable(String why) implements Enrolment {}
}
