package io.tillstream.agent.journal;

import io.tillstream.protocol.problem.ProblemCode;

/** The journal's own state forbids a document; it was not recorded, and no number is burnt. */
public final class CannotRecord extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ProblemCode code;

  /** For this reason, in words for a person. */
  CannotRecord(ProblemCode code, String detail) {
    super(detail);
    this.code = code;
  }

  /** Why. */
  public ProblemCode code() {
    return code;
  }
}
