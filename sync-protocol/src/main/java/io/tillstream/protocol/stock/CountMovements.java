package io.tillstream.protocol.stock;

import io.tillstream.protocol.document.CountDetails;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.money.Quantity;
import java.util.ArrayList;
import java.util.List;

/**
 * What a count or a restatement moves: the variance of each line, as the store decided it at that
 * moment, between adjustments and the counted place. Nobody decides it again.
 */
final class CountMovements {

  private CountMovements() {}

  static List<Movement> of(Document document) {
    return switch (document.type()) {
      case COUNT, COUNT_RESTATEMENT -> movements(document, document.count());
      case SALE,
          RETURN,
          WRITE_OFF,
          FINANCIAL_ADJUSTMENT,
          CUSTOMER,
          VOID,
          DAY_CLOSE,
          COUNT_MARK,
          GOODS_RECEIPT,
          STOCK_MOVEMENT,
          TRANSFER_DISPATCH,
          TRANSFER_RECEIPT,
          TRANSFER_DIFFERENCE,
          CASE_SETTLEMENT,
          PROMISE,
          PROMISE_END ->
          List.of();
    };
  }

  private static List<Movement> movements(Document document, CountDetails count) {
    Location counted = count.location();
    List<Movement> movements = new ArrayList<>();
    for (int i = 0; i < count.lines().size(); i++) {
      CountDetails.CountLine line = count.lines().get(i);
      long variance = line.varianceThousandths();
      if (variance != 0) {
        movements.add(
            new Movement(
                document.key(),
                i,
                variance > 0 ? Location.ADJUSTMENT : counted,
                variance > 0 ? counted : Location.ADJUSTMENT,
                line.item(),
                new Quantity(Math.abs(variance))));
      }
    }
    return movements;
  }
}
