package io.tillstream.agent.enrolment;

/** What came of asking to become a terminal. */
public sealed interface Enrolment {

  /** The machine is a terminal now. */
  record Granted(Identity identity) implements Enrolment {}

  /** It is one already; enrolling again would orphan its documents. */
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
