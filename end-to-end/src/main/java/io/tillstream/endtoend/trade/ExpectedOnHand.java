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
      if (line.goods()) {
        onHand.merge(line.item(), effect(receipt, line), Quantity::plus);
      }
    }
  }

  private static Quantity effect(Receipt receipt, Receipt.Line line) {
    return switch (receipt.type()) {
      case SALE, WRITE_OFF -> line.quantity().negated();
      case RETURN, GOODS_RECEIPT -> line.quantity();
      case VOID -> effect(receipt.voided(), line).negated();
      case FINANCIAL_ADJUSTMENT,
          CUSTOMER,
          DAY_CLOSE,
          COUNT_MARK,
          CASE_SETTLEMENT,
          PROMISE,
          PROMISE_END ->
          Quantity.ZERO;
      case STOCK_MOVEMENT,
          TRANSFER_DISPATCH,
          TRANSFER_RECEIPT,
          TRANSFER_DIFFERENCE,
          COUNT,
          COUNT_RESTATEMENT ->
          throw new IllegalStateException("this trade has no documents of type " + receipt.type());
    };
  }

  /** Per exact item code. */
  public SortedMap<String, Quantity> onHand() {
    return onHand;
  }
}
