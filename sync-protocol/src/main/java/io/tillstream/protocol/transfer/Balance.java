package io.tillstream.protocol.transfer;

import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.Line;
import io.tillstream.protocol.document.Location;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the documents of a transfer say of one item. Balances add up in any order, so it does not
 * matter whether a receipt is heard of before the dispatch.
 *
 * @param dispatched thousandths that left a store
 * @param received thousandths that arrived
 * @param settled thousandths that are missing for good; negative where more arrived
 */
public record Balance(long dispatched, long received, long settled) {

  /** Of an item that no document names. */
  public static final Balance NOTHING = new Balance(0, 0, 0);

  /** What one document of a transfer says, by item. */
  public static SortedMap<String, Balance> of(Document document) {
    SortedMap<String, Balance> items = new TreeMap<>();
    for (Line line : document.lines()) {
      if (Boolean.TRUE.equals(line.movesStock())) {
        items.merge(line.item(), of(document, line.quantityThousandths()), Balance::plus);
      }
    }
    return items;
  }

  private static Balance of(Document document, long thousandths) {
    return switch (document.type()) {
      case TRANSFER_DISPATCH -> new Balance(thousandths, 0, 0);
      case TRANSFER_RECEIPT -> new Balance(0, thousandths, 0);
      case TRANSFER_DIFFERENCE ->
          new Balance(0, 0, document.from() == Location.IN_TRANSIT ? thousandths : -thousandths);
      case SALE,
          RETURN,
          WRITE_OFF,
          FINANCIAL_ADJUSTMENT,
          CUSTOMER,
          VOID,
          DAY_CLOSE,
          GOODS_RECEIPT,
          STOCK_MOVEMENT,
          COUNT_MARK,
          COUNT,
          COUNT_RESTATEMENT,
          CASE_SETTLEMENT,
          PROMISE,
          PROMISE_END ->
          NOTHING;
    };
  }

  /** Both together. */
  public Balance plus(Balance other) {
    return new Balance(
        Math.addExact(dispatched, other.dispatched),
        Math.addExact(received, other.received),
        Math.addExact(settled, other.settled));
  }

  /** Thousandths on the way; negative when more was received than is known to have left. */
  public long inTransit() {
    return Math.subtractExact(Math.subtractExact(dispatched, received), settled);
  }
}
