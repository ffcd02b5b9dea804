package io.tillstream.protocol.document;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;

/**
 * A place that goods move between. At the real ones they can be counted; the others are the far
 * ends of what comes and goes, and close the books (I8).
 */
public enum Location {
  /** Where the shop sells from. */
  SHOP_FLOOR("shop-floor", true),
  /** Where the shop keeps what does not stand on the floor. */
  BACK_ROOM("back-room", true),
  /** Everyone who buys. */
  CUSTOMER("customer", false),
  /** Everyone who delivers. */
  SUPPLIER("supplier", false),
  /** On the way from one store to another. */
  IN_TRANSIT("in-transit", false),
  /** Where goods go that are missing, and come from that nobody knew of. */
  ADJUSTMENT("adjustment", false),
  /** Where goods go that cannot be sold any more. */
  SCRAP("scrap", false);

  private static final List<Location> REAL =
      Arrays.stream(values()).filter(Location::isReal).toList();

  private final String wireName;
  private final boolean real;

  Location(String wireName, boolean real) {
    this.wireName = wireName;
    this.real = real;
  }

  /** Whether goods can be counted there. */
  public boolean isReal() {
    return real;
  }

  /** The real places of a store. */
  public static List<Location> real() {
    return REAL;
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
