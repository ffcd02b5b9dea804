package io.tillstream.agent.enrolment;

/** What came of asking to become a terminal. */
public sealed interface Enrolment {

  /** What to do once the store takes no more documents of this journal: words for a person. */
  String ANEW =
      "Keep selling: the documents stay in this directory. To deliver again, enrol a new data"
          + " directory for this till position and keep this one; what is pending here is not"
          + " delivered until recovery is supported.";

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
