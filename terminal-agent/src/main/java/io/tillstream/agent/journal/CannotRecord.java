package io.tillstream.agent.journal;

import io.tillstream.protocol.escrow.Shortage;
import io.tillstream.protocol.problem.ProblemCode;
import java.util.List;

/** The journal's own state forbids a document; it was not recorded, and no number is burnt. */
public final class CannotRecord extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ProblemCode code;
  private final transient List<Shortage> shortages;

  /** For this reason, in words for a person. */
  CannotRecord(ProblemCode code, String detail) {
    this(code, detail, List.of());
  }

  /** The same, for want of scarce goods. */
  CannotRecord(ProblemCode code, String detail, List<Shortage> shortages) {
    super(detail);
    this.code = code;
    this.shortages = List.copyOf(shortages);
  }

  /** Why. */
  public ProblemCode code() {
    return code;
  }

  /** The scarce goods of which this terminal has not enough; empty for every other reason. */
  public List<Shortage> shortages() {
    return shortages;
  }
}
