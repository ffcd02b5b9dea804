package io.tillstream.endtoend.trade;

import io.tillstream.protocol.money.UnitPrice;
import java.util.List;

/**
 * A row of the catalogue file.
 *
 * @param code compared exactly
 * @param description may be empty
 * @param price tax included
 * @param tax code and rate, or null for an item without tax
 * @param barcodes may be none
 * @param stocked whether it is goods; postage and fees are not
 */
public record CatalogueItem(
    String code,
    String description,
    UnitPrice price,
    Tax tax,
    List<String> barcodes,
    boolean stocked) {

  /** Copies the list. */
  public CatalogueItem {
    barcodes = List.copyOf(barcodes);
  }

  /**
   * A tax.
   *
   * @param code as the catalogue names it
   * @param percent decimal: {@code 20}, {@code 17.5}
   */
  public record Tax(String code, String percent) {}
}
