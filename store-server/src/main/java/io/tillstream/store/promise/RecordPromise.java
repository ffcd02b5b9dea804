package io.tillstream.store.promise;

import io.tillstream.protocol.document.DocumentType;
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
 * Keeps goods for a customer. No goods move, and it may be more than there is. Immutable.
 *
 * @param shop whose
 * @param reference of whoever promises
 * @param customer to whom
 * @param reason why, or null
 * @param businessDate the day it counts for
 * @param goods what
 */
record RecordPromise(
    Shop shop,
    String reference,
    String customer,
    String reason,
    LocalDate businessDate,
    List<Goods> goods)
    implements Command<Outcome> {

  @Override
  public Outcome applyTo(Batch batch) throws SQLException {
    OwnDocument document =
        OwnDocument.next(
            batch,
            shop,
            DocumentType.PROMISE,
            reference,
            businessDate,
            next -> next.customer(customer).reason(reason).lines(Goods.lines(goods)));
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
