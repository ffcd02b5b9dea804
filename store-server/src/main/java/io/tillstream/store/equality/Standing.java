package io.tillstream.store.equality;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How another tier compares with the store. */
public enum Standing {
  /** It holds the same, and all of it. */
  EQUAL,
  /** It holds the same as far as it has come. */
  BEHIND,
  /** It held the same at an earlier place than it stands at, and was not compared since. */
  AGREED,
  /** It holds something else. */
  DIFFERS,
  /** It gave no answer that could be used. */
  OUT_OF_REACH,
  /** There is none. */
  NOT_CONFIGURED,
  /** It has not said. */
  NOT_REPORTED;

  @Override
  @JsonValue
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
