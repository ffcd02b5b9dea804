package io.tillstream.endtoend.trade;

import io.tillstream.protocol.money.UnitPrice;
import java.util.List;

/** An item as the lines of the file show it: first description that is not empty, first price. */
final class RetailItem {

  private final String code;
  private String description = "";
  private UnitPrice price;

  RetailItem(String code) {
    this.code = code;
  }

  void seen(RetailLine line) {
    if (description.isEmpty()) {
      description = line.description();
    }
    // The price of a bad debt is no catalogue price.
    if (price == null && line.price().tenThousandths() >= 0) {
      price = line.price();
    }
  }

  CatalogueItem toCatalogue() {
    return new CatalogueItem(
        code,
        description,
        price == null ? UnitPrice.ZERO : price,
        null,
        List.of(),
        RetailLine.isGoods(code));
  }
}
