package io.tillstream.store.page;

import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.problem.ProblemCode;

/** Reads the parameters of a page. */
public final class Page {

  /** Rows of a page when nobody says. */
  public static final int ROWS_DEFAULT = 100;

  /** Most rows of a page. */
  public static final int ROWS_MAX = 5_000;

  private Page() {}

  /**
   * How many rows are wanted.
   *
   * @throws ProblemException {@code invalid-parameter}
   */
  public static int limit(String text) {
    return text == null ? ROWS_DEFAULT : (int) number("limit", text, 1, ROWS_MAX);
  }

  /**
   * A position to go on from; 0 when nobody says.
   *
   * @throws ProblemException {@code invalid-parameter}
   */
  public static long after(String text) {
    return text == null ? 0 : number("after", text, 0, Long.MAX_VALUE);
  }

  /**
   * A whole number.
   *
   * @throws ProblemException {@code invalid-parameter}
   */
  public static long number(String name, String text, long least, long most) {
    try {
      long value = Long.parseLong(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // told below, together with numbers out of range
    }
    String detail = "must be a whole number from " + least + " to " + most;
    throw ProblemException.of(ProblemCode.INVALID_PARAMETER, name + " " + detail)
        .field(name, detail);
  }
}
