package io.tillstream.protocol.stock;

import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.money.Quantity;
import java.util.Map;

/**
 * What a posted count asserts: so much of each item was at a place, and these documents are in it
 * already. Of one item and place counts follow each other: a later one begins after the former was
 * posted, and its cut includes the former's. Immutable.
 *
 * @param id its name
 * @param location where was counted
 * @param isFull whether an item that is not listed was found to be missing, and not left out
 * @param cut the documents that it includes
 * @param counted how much of each listed item was found
 */
public record StockCount(
    String id, Location location, boolean isFull, Cut cut, Map<String, Quantity> counted) {

  /** Copies the quantities. */
  public StockCount {
    counted = Map.copyOf(counted);
  }

  /** Whether it says anything of an item at a place. */
  public boolean covers(String item, Location at) {
    return at == location && (isFull || counted.containsKey(item));
  }

  /** How much of a covered item was found. */
  public Quantity of(String item) {
    return counted.getOrDefault(item, Quantity.ZERO);
  }

  /**
   * By how much the books have to change so that they say what was found. This is what a count
   * books, and what must not be kept as it is when documents of the cut come later: see {@link
   * Restatement}.
   *
   * @param onHand what the books say now
   * @param outside what of it comes from documents that the count does not include
   */
  public Quantity variance(String item, Quantity onHand, Quantity outside) {
    Quantity atTheCut = onHand.plus(outside.negated());
    return of(item).plus(atTheCut.negated());
  }
}
