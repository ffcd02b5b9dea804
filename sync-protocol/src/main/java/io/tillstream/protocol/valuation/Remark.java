package io.tillstream.protocol.valuation;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/** What a person should know of a movement that was valued. */
public enum Remark {
  /** Nothing. */
  NONE("none"),
  /** The month of its business date was closed, so it is booked in the first open one. */
  LATE("late"),
  /** Its business date is none, so it is booked in the first open month. */
  NO_DATE("no-date"),
  /** Its figures are beyond any shop's, so it is not valued; it holds up nothing else (I14). */
  TOO_LARGE("too-large");

  private final String wireName;

  Remark(String wireName) {
    this.wireName = wireName;
  }

  /**
   * The remark of this name.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Remark of(String wireName) {
    return Arrays.stream(values())
        .filter(remark -> remark.wireName.equals(wireName))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no remark '" + wireName + "'"));
  }

  @Override
  @JsonValue
  public String toString() {
    return wireName;
  }
}
