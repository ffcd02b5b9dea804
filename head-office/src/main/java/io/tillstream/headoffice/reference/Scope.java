package io.tillstream.headoffice.reference;

import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.layer.Layer;
import java.util.regex.Pattern;

/**
 * For whom head office says something.
 *
 * @param name as in the database and on the wire: {@code chain}, {@code region/NORTH}, {@code
 *     store/S1}
 */
record Scope(String name) {

  static final Scope CHAIN = new Scope("chain");

  private static final Pattern REGION = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  /** Whether a region may be called so: what stands in a path without being misread. */
  static boolean isRegion(String region) {
    return region != null && REGION.matcher(region).matches();
  }

  /** A region's; a store without one has a scope in which nobody can write. */
  static Scope region(String region) {
    return new Scope("region/" + (region == null ? "" : region));
  }

  static Scope store(StoreId store) {
    return new Scope("store/" + store);
  }

  /** Which of a store's layers it is. */
  Layer layer() {
    if (equals(CHAIN)) {
      return Layer.CHAIN;
    }
    return name.startsWith("region/") ? Layer.REGION : Layer.STORE;
  }

  @Override
  public String toString() {
    return name;
  }
}
