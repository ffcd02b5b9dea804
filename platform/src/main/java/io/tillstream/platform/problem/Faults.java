package io.tillstream.platform.problem;

import io.tillstream.protocol.problem.FieldError;
import io.tillstream.protocol.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that is wrong with one request, so that a person mends it in one go. The first fault's
 * code is the problem's code. One request, one thread.
 */
public final class Faults {

  /** More than these are counted, not listed. */
  public static final int LISTED_MAX = 1_000;

  private final List<FieldError> errors = new ArrayList<>();
  private ProblemCode first;
  private int count;

  /** Notes a fault. */
  public Faults add(ProblemCode code, String field, String detail) {
    return add(code, new FieldError(field, detail));
  }

  /** Notes a fault in a file's line. */
  public Faults add(ProblemCode code, FieldError error) {
    if (first == null) {
      first = code;
    }
    count++;
    if (errors.size() < LISTED_MAX) {
      errors.add(error);
    }
    return this;
  }

  /** Whether nothing is wrong so far. */
  public boolean isEmpty() {
    return count == 0;
  }

  /**
   * Refuses when anything is wrong.
   *
   * @throws ProblemException listing the faults
   */
  public void throwIfAny() {
    if (first != null) {
      throw problem(first);
    }
  }

  /**
   * Refuses when anything is wrong, under a code for the whole.
   *
   * @throws ProblemException listing the faults
   */
  public void throwIfAny(ProblemCode whole) {
    if (first != null) {
      throw problem(whole);
    }
  }

  private ProblemException problem(ProblemCode code) {
    String summary =
        count == 1 ? where(errors.get(0)) + errors.get(0).detail() : count + " faults; see errors";
    ProblemException problem = ProblemException.of(code, summary).errors(errors);
    return count > errors.size() ? problem.with("errorsTotal", count) : problem;
  }

  private static String where(FieldError error) {
    return (error.line() == null ? "" : "line " + error.line() + ", ") + error.field() + ": ";
  }
}
