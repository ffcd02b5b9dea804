package io.tillstream.headoffice.jobs;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * What a replication job is called.
 *
 * @param value 1 to 64 lower-case letters, digits and hyphens, the first of them no hyphen
 */
public record JobName(String value) {

  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

  /** Checks the form. */
  public JobName {
    if (!isOne(value)) {
      throw new IllegalArgumentException("no name of a job: " + value);
    }
  }

  /** Whether a job can be called so. */
  static boolean isOne(String text) {
    return text != null && FORM.matcher(text).matches();
  }

  @Override
  @JsonValue
  public String toString() {
    return value;
  }
}
