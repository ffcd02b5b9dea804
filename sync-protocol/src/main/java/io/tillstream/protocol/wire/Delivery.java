package io.tillstream.protocol.wire;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/** How far a terminal's document has come. */
public enum Delivery {
  /** On this terminal's disk only. */
  PENDING("pending"),
  /** The store holds it durably. */
  STORE("store"),
  /** Head office holds it durably. */
  HEAD_OFFICE("head-office");

  private final String wireName;

  Delivery(String wireName) {
    this.wireName = wireName;
  }

  /** The state of the n-th document, from the two watermarks. */
  public static Delivery of(long n, long store, long headOffice) {
    if (n <= headOffice) {
      return HEAD_OFFICE;
    }
    return n <= store ? STORE : PENDING;
  }

  /**
   * The state of this name.
   *
   * @throws IllegalArgumentException when there is none
   */
  @JsonCreator
  public static Delivery of(String wireName) {
    return Arrays.stream(values())
        .filter(delivery -> delivery.wireName.equals(wireName))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no delivery state '" + wireName + "'"));
  }

  @Override
  @JsonValue
  public String toString() {
    return wireName;
  }
}
