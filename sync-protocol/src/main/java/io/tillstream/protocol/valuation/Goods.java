package io.tillstream.protocol.valuation;

import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.stock.Movement;
import java.util.OptionalLong;

/**
 * Goods that moved, with what their document says that matters for their worth.
 *
 * @param movement what moved
 * @param businessDate as the document says it, or null
 * @param unitCostTenThousandths what one unit did cost, where somebody has said it
 * @param isBetweenEntities whether it belongs to a transfer between two legal entities
 */
public record Goods(
    Movement movement,
    String businessDate,
    OptionalLong unitCostTenThousandths,
    boolean isBetweenEntities) {

  /**
   * What a document says that one unit of a line did cost: only a goods receipt does, and a cost in
   * another currency than the entity's is none here.
   *
   * @param line index, from 0
   * @param currency the entity's own
   */
  public static OptionalLong unitCost(Document document, int line, String currency) {
    if (document.type() != DocumentType.GOODS_RECEIPT || !currency.equals(document.currency())) {
      return OptionalLong.empty();
    }
    Long cost = document.lines().get(line).unitCostTenThousandths();
    return cost == null || cost < 0 ? OptionalLong.empty() : OptionalLong.of(cost);
  }
}
