package io.tillstream.endtoend.trade;

import io.tillstream.protocol.money.Quantity;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What must be on the shelves in the end, computed from the input alone: opening quantity, less
 * what was sold and written off, plus what came back.
 */
public final class ExpectedOnHand {

  private final SortedMap<String, Quantity> onHand;

  /** Begins with the opening quantities. */
  public ExpectedOnHand(Map<String, Quantity> opening) {
    onHand = new TreeMap<>(opening);
  }

  /** A receipt was made in this store. */
  public void add(Receipt receipt) {
    for (Receipt.Line line : receipt.lines()) {
      Quantity effect =
          switch (receipt.type()) {
            case SALE, WRITE_OFF -> line.quantity().negated();
            case RETURN, GOODS_RECEIPT -> line.quantity();
            case FINANCIAL_ADJUSTMENT, CUSTOMER, VOID, DAY_CLOSE -> Quantity.ZERO;
          };
      if (line.goods()) {
        onHand.merge(line.item(), effect, Quantity::plus);
      }
    }
  }

  /** Per exact item code. */
  public SortedMap<String, Quantity> onHand() {
    return onHand;
  }
}
