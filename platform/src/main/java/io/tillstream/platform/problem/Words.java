package io.tillstream.platform.problem;

import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.text.PlainText;

/** What a person has to say in words, so that it can be shown to another. */
public final class Words {

  private Words() {}

  /**
   * The text without blanks at its ends.
   *
   * @param most so many characters
   * @throws ProblemException {@code invalid-field} when it is missing, longer, or cannot be printed
   */
  public static String require(String field, String given, int most) {
    String text = given == null ? "" : given.strip();
    if (text.isEmpty() || text.length() > most || !PlainText.is(text)) {
      String detail = "must be 1 to " + most + " printable characters";
      throw ProblemException.of(ProblemCode.INVALID_FIELD, field + " " + detail)
          .field(field, detail);
    }
    return text;
  }
}
