package io.tillstream.protocol.valuation;

import io.tillstream.protocol.document.Location;

/** Whose goods are at a place: the legal entity's own, or somebody else's. */
final class Accounts {

  private Accounts() {}

  /**
   * Whether it is the entity's own.
   *
   * @param isBetweenEntities whether the goods go from one legal entity to another: then they are
   *     nobody's while they are on the way
   */
  static boolean isOwn(Location location, boolean isBetweenEntities) {
    return switch (location) {
      case SHOP_FLOOR, BACK_ROOM -> true;
      case IN_TRANSIT -> !isBetweenEntities;
      case CUSTOMER, SUPPLIER, ADJUSTMENT, SCRAP -> false;
    };
  }
}
