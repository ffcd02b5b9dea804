package io.tillstream.protocol.document;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * An item on a document.
 *
 * @param item the item's code, compared exactly
 * @param description what the receipt says, or null
 * @param quantityThousandths positive in every type; the type says which way the goods go
 * @param unitPriceTenThousandths tax included
 * @param totalMinor quantity times price, rounded by the one rule
 * @param taxCode or null when the terminal did not know the item
 * @param taxRateBasisPoints the rate at that moment, or null
 * @param taxMinor the tax inside the total, or null
 * @param movesStock whether goods move; null when the terminal did not know the item, and the store
 *     decides
 * @param unitCostTenThousandths on a goods receipt: what the supplier charges for one unit, tax not
 *     included; null elsewhere, and when nobody said
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Line(
    String item,
    String description,
    long quantityThousandths,
    long unitPriceTenThousandths,
    long totalMinor,
    String taxCode,
    Integer taxRateBasisPoints,
    Long taxMinor,
    Boolean movesStock,
    Long unitCostTenThousandths) {

  /** Without a cost, as terminals write it. */
  public Line(
      String item,
      String description,
      long quantityThousandths,
      long unitPriceTenThousandths,
      long totalMinor,
      String taxCode,
      Integer taxRateBasisPoints,
      Long taxMinor,
      Boolean movesStock) {
    this(
        item,
        description,
        quantityThousandths,
        unitPriceTenThousandths,
        totalMinor,
        taxCode,
        taxRateBasisPoints,
        taxMinor,
        movesStock,
        null);
  }
}
