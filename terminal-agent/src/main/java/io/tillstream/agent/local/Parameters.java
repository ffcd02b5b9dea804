package io.tillstream.agent.local;

import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.problem.ProblemCode;

/** Reads query and path parameters, which arrive as text. Stateless. */
public final class Parameters {

  private static final int LIMIT_DEFAULT = 100;
  private static final int LIMIT_MAX = 1_000;

  private Parameters() {}

  /**
   * A whole number.
   *
   * @param absent what a missing parameter means
   * @throws ProblemException {@code invalid-parameter} when it is no number from {@code min} to
   *     {@code max}
   */
  public static long number(String name, String text, long absent, long min, long max) {
    if (text == null) {
      return absent;
    }
    if (text.matches("[0-9]{1,18}")) {
      long number = Long.parseLong(text);
      if (number >= min && number <= max) {
        return number;
      }
    }
    throw ProblemException.of(
            ProblemCode.INVALID_PARAMETER, "%s is a number from %d to %d".formatted(name, min, max))
        .field(name, "is not valid");
  }

  /** How many rows a list may have. */
  public static int limit(String text) {
    return (int) number("limit", text, LIMIT_DEFAULT, 1, LIMIT_MAX);
  }
}
