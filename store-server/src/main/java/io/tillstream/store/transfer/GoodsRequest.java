package io.tillstream.store.transfer;

import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.wire.TransfersAnswer;
import java.time.Instant;

/**
 * Goods that another store has sold and lacks, and asks this one for.
 *
 * @param store which
 * @param item of what
 * @param quantity how much it has asked for, decimal
 * @param onItsWay what was dispatched to it from here and has not arrived yet
 * @param askedAt when head office heard of it
 * @param document the settlement that asks for it
 */
public record GoodsRequest(
    StoreId store,
    String item,
    String quantity,
    String onItsWay,
    Instant askedAt,
    String document) {

  static GoodsRequest of(TransfersAnswer.Requested told) {
    return new GoodsRequest(
        told.store(),
        told.item(),
        new Quantity(told.quantityThousandths()).toString(),
        new Quantity(told.onItsWayThousandths()).toString(),
        told.askedAt(),
        told.document());
  }
}
