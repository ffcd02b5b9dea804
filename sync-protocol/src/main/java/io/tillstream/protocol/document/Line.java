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
 * @param serial the serial number of the one piece, as it was read; null when nobody read one
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
    Long unitCostTenThousandths,
    String serial) {

  /** The most characters of a serial number. */
  public static final int SERIAL_LENGTH_MAX = 48;

  /** Without a cost and a serial number. */
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
        null,
        null);
  }
}
