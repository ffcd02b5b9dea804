package io.tillstream.store.equality;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What is known of all tiers together. */
public enum Verdict {
  /** Each was compared to its end, and all hold the same. */
  EQUAL,
  /** Each was compared and held the same, but some not to the end. */
  EQUAL_SO_FAR,
  /** Nothing is known to differ, but some were not compared. */
  NOT_KNOWN,
  /** Some hold something else. */
  DIFFERS;

  @Override
  @JsonValue
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
