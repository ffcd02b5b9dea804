package io.tillstream.headoffice.reference;

import java.util.List;

/**
 * What head office is to say from now on in one scope.
 *
 * @param changes in any order; each row once. All of them, or none
 */
record ChangesBody(List<ChangeBody> changes) {

  /**
   * One row. Which of the values are meant depends on the table.
   *
   * @param table {@code item}, {@code barcode}, {@code price}, {@code tax} or {@code setting}
   * @param key the item's code, the barcode, the tax code, the setting's name
   * @param description of an item: what the receipt says
   * @param taxCode of an item
   * @param stocked of an item: whether goods move; true when absent
   * @param item of a barcode
   * @param price decimal, tax included
   * @param rate of a tax code, percent
   * @param value of a setting
   * @param withheld true: there is no such row here, whatever is said for the chain or the region
   * @param removed true: this scope says nothing of it any more
   */
  record ChangeBody(
      String table,
      String key,
      String description,
      String taxCode,
      Boolean stocked,
      String item,
      String price,
      String rate,
      String value,
      Boolean withheld,
      Boolean removed) {}
}
