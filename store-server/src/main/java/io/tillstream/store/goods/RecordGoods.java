package io.tillstream.store.goods;

import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Location;
import io.tillstream.store.own.Goods;
import io.tillstream.store.own.Outcome;
import io.tillstream.store.own.OwnDocument;
import io.tillstream.store.shop.Shop;
import io.tillstream.store.writer.Batch;
import io.tillstream.store.writer.Command;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Records that goods have arrived or moved: the next document of the store's own stream. Immutable.
 *
 * @param shop whose
 * @param type a goods receipt or a stock movement
 * @param reference of whoever moved them: a delivery note's number
 * @param businessDate the day it counts for
 * @param from where they left; null on a goods receipt
 * @param to where they arrived; null on a goods receipt to the shop floor
 * @param reason why, or null
 * @param goods what
 */
record RecordGoods(
    Shop shop,
    DocumentType type,
    String reference,
    LocalDate businessDate,
    Location from,
    Location to,
    String reason,
    List<Goods> goods)
    implements Command<Outcome> {

  @Override
  public Outcome applyTo(Batch batch) throws SQLException {
    OwnDocument document =
        OwnDocument.next(
            batch,
            shop,
            type,
            reference,
            businessDate,
            next -> next.goods(from, to).reason(reason).lines(Goods.lines(goods)));
    Optional<Outcome> before = document.before();
    if (before.isPresent()) {
      return before.get();
    }
    Set<String> unknown = Goods.unknown(batch, goods);
    return unknown.isEmpty()
        ? new Outcome.Recorded(document.record())
        : new Outcome.UnknownItems(unknown);
  }
}
