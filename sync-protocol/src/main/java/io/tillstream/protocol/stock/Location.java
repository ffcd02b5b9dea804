package io.tillstream.protocol.stock;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/**
 * A place that goods move between; only the shop floor is a real one so far, the others close the
 * books (I8).
 */
public enum Location {
  /** Where the shop sells from. */
  SHOP_FLOOR("shop-floor"),
  /** Everyone who buys. */
  CUSTOMER("customer"),
  /** Everyone who delivers. */
  SUPPLIER("supplier"),
  /** Where written-off goods go. */
  ADJUSTMENT("adjustment");

  private final String wireName;

  Location(String wireName) {
    this.wireName = wireName;
  }

  /**
   * The location of this name.
   *
   * @throws IllegalArgumentException when there is none
   */
  @JsonCreator
  public static Location of(String wireName) {
    return Arrays.stream(values())
        .filter(location -> location.wireName.equals(wireName))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no location '" + wireName + "'"));
  }

  @Override
  @JsonValue
  public String toString() {
    return wireName;
  }
}
