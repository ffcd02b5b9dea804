package io.tillstream.endtoend.trade;

import io.tillstream.protocol.money.Quantity;
import java.util.List;
import java.util.Map;

/**
 * Everything that happens in the shops of a demonstration.
 *
 * @param title where it comes from, for a person
 * @param items the catalogue
 * @param lateItems items that the catalogue learns of only after they were sold
 * @param opening what is on the shelves before, per item code, late ones included
 * @param receipts in the order in which they are made
 */
public record Trade(
    String title,
    List<CatalogueItem> items,
    List<CatalogueItem> lateItems,
    Map<String, Quantity> opening,
    List<Receipt> receipts) {

  /** Copies the collections. */
  public Trade {
    items = List.copyOf(items);
    lateItems = List.copyOf(lateItems);
    opening = Map.copyOf(opening);
    receipts = List.copyOf(receipts);
  }
}
