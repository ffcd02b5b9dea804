package io.tillstream.store.catalogue;

import java.util.Set;

/** What became of a change to the catalogue. */
sealed interface CatalogueAnswer {

  /**
   * It is in force.
   *
   * @param items how many it named
   * @param changed how many of them are different now
   */
  record Changed(int items, int changed) implements CatalogueAnswer {}

  /**
   * Items name tax codes of which nobody knows the rate; nothing was changed.
   *
   * @param codes these
   */
  record UnknownTaxCodes(Set<String> codes) implements CatalogueAnswer {}
}
