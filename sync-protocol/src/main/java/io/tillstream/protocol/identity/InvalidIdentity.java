package io.tillstream.protocol.identity;

import java.util.regex.Pattern;

/** A name or position that cannot identify anything; carries which field and why. */
public final class InvalidIdentity extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;
  private static final Pattern SHORT_NAME = Pattern.compile("[A-Z0-9]{1,8}");

  private final String field;

  private InvalidIdentity(String field, String message) {
    super(message);
    this.field = field;
  }

  /** The field that is wrong: {@code store}, {@code terminal}, {@code epoch} or {@code n}. */
  public String field() {
    return field;
  }

  static void requireShortName(String field, String value) {
    if (value == null || !SHORT_NAME.matcher(value).matches()) {
      throw new InvalidIdentity(
          field, "a " + field + " is one to eight capital letters and digits, not '" + value + "'");
    }
  }

  static void requirePositive(String field, long value) {
    if (value < 1) {
      throw new InvalidIdentity(field, field + " counts from 1, not " + value);
    }
  }
}
