package io.tillstream.headoffice.valuation;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * What a legal entity is called.
 *
 * @param value 1 to 32 capital letters, digits and hyphens, the first of them no hyphen
 */
record EntityName(String value) implements Comparable<EntityName> {

  private static final Pattern FORM = Pattern.compile("[A-Z0-9][A-Z0-9-]{0,31}");

  /** That of every store of which nobody says another. */
  static final EntityName MAIN = new EntityName("MAIN");

  /** Checks the form. */
  EntityName {
    if (!isOne(value)) {
      throw new IllegalArgumentException("no name of a legal entity: " + value);
    }
  }

  /** Whether a legal entity can be called so. */
  static boolean isOne(String text) {
    return text != null && FORM.matcher(text).matches();
  }

  @Override
  public int compareTo(EntityName other) {
    return value.compareTo(other.value);
  }

  @Override
  @JsonValue
  public String toString() {
    return value;
  }
}
