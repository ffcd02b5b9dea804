package io.tillstream.store.transfer;

import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Transfer;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.stock.Route;
import io.tillstream.protocol.transfer.TransferIds;
import io.tillstream.protocol.transfer.TransferStanding;
import io.tillstream.store.incarnation.OwnEpoch;
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
 * Records that goods have left for another store, have come from one, or are missing: the next
 * document of the store's own stream. Immutable.
 *
 * @param shop whose
 * @param type dispatch, receipt or difference
 * @param id of the transfer; null on a dispatch that the store is to name
 * @param other the other store; null when it is known already
 * @param part whether more is to come
 * @param reference of whoever records it
 * @param businessDate the day it counts for
 * @param way where the goods leave and arrive
 * @param reason why they are missing or too many, or null
 * @param goods what
 */
record RecordTransfer(
    Shop shop,
    DocumentType type,
    String id,
    StoreId other,
    boolean part,
    String reference,
    LocalDate businessDate,
    Route way,
    String reason,
    List<Goods> goods)
    implements Command<Outcome> {

  @Override
  public Outcome applyTo(Batch batch) throws SQLException {
    Optional<TransferStanding> known =
        id == null ? Optional.empty() : new ReadTransfers(batch::prepare).of(id);
    StoreId with = other == null ? known.map(TransferStanding::other).orElse(null) : other;
    if (with == null) {
      return new Outcome.UnknownTransfer(id);
    }
    OwnDocument document = document(batch, new Transfer(named(batch), with, part ? true : null));
    Optional<Outcome> before = document.before();
    if (before.isPresent()) {
      return before.get();
    }
    Optional<String> conflict = conflict(known, document);
    if (conflict.isPresent()) {
      return new Outcome.TransferConflict(conflict.get());
    }
    Set<String> unknown = Goods.unknown(batch, goods);
    if (!unknown.isEmpty()) {
      return new Outcome.UnknownItems(unknown);
    }
    long seq = document.record();
    new WriteTransfers(batch).book(document.document());
    return new Outcome.Recorded(seq);
  }

  private Optional<String> conflict(Optional<TransferStanding> known, OwnDocument document) {
    boolean isOurs = id != null && TransferIds.isGivenBy(shop.id(), id);
    return known.isEmpty() && isOurs
        ? Optional.of("this store has dispatched no transfer " + id)
        : TransferStanding.conflict(known, document.document());
  }

  private String named(Batch batch) throws SQLException {
    if (id != null) {
      return id;
    }
    DocumentStream stream = shop.ownStream(OwnEpoch.of(batch));
    return TransferIds.of(stream, OwnDocument.counter(batch, stream.epoch(), type) + 1);
  }

  private OwnDocument document(Batch batch, Transfer transfer) throws SQLException {
    return OwnDocument.next(
        batch,
        shop,
        type,
        reference,
        businessDate,
        next ->
            next.goods(way.from(), way.to())
                .reason(reason)
                .transfer(transfer)
                .lines(Goods.lines(goods)));
  }
}
