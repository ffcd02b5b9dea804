package io.tillstream.protocol.transfer;

import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.identity.StoreId;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the documents of one store say of a transfer. Adds up in any order. Immutable.
 *
 * @param id of the transfer
 * @param other the other store
 * @param startedOn the earliest day that one of the documents counts for, ISO
 * @param dispatches how many documents say that goods left
 * @param receipts how many say that goods arrived
 * @param wholeReceipts how many of these did not say that more is to come
 * @param items by code
 */
public record TransferStanding(
    String id,
    StoreId other,
    String startedOn,
    int dispatches,
    int receipts,
    int wholeReceipts,
    SortedMap<String, Balance> items) {

  /** Keeps the items to itself. */
  public TransferStanding {
    items = Collections.unmodifiableSortedMap(new TreeMap<>(items));
  }

  /** What one document says of its transfer. */
  public static TransferStanding of(Document document) {
    boolean received = document.type() == DocumentType.TRANSFER_RECEIPT;
    boolean whole = received && !Boolean.TRUE.equals(document.transfer().part());
    return new TransferStanding(
        document.transfer().id(),
        document.transfer().store(),
        document.businessDate(),
        document.type() == DocumentType.TRANSFER_DISPATCH ? 1 : 0,
        received ? 1 : 0,
        whole ? 1 : 0,
        Balance.of(document));
  }

  /** Both together; of documents that name different stores, the one that was known stays. */
  public TransferStanding plus(TransferStanding more) {
    SortedMap<String, Balance> sums = new TreeMap<>(items);
    more.items.forEach((item, balance) -> sums.merge(item, balance, Balance::plus));
    return new TransferStanding(
        id,
        other,
        startedOn.compareTo(more.startedOn) <= 0 ? startedOn : more.startedOn,
        dispatches + more.dispatches,
        receipts + more.receipts,
        wholeReceipts + more.wholeReceipts,
        sums);
  }

  /** How it stands by these documents. */
  public TransferState state() {
    return TransferState.of(items.values(), wholeReceipts > 0);
  }

  /** Whether goods have been on the way for more than so many days. */
  public boolean isOverdue(LocalDate today, int days) {
    return state() != TransferState.CLOSED
        && startedOn.compareTo(today.minusDays(days).toString()) < 0;
  }

  /** Whether some goods are known to be on the way. */
  boolean hasGoodsInTransit() {
    return items.values().stream().anyMatch(item -> item.inTransit() > 0);
  }

  /**
   * Why a document cannot be made now. What a store knows may be behind what has happened, so
   * nothing is refused that another store's document could explain.
   *
   * @param known what is known of the transfer
   * @param next the document
   */
  public static Optional<String> conflict(Optional<TransferStanding> known, Document next) {
    if (known.isEmpty()) {
      return Optional.empty();
    }
    TransferStanding standing = known.get();
    if (!standing.other.equals(next.transfer().store())) {
      return Optional.of("transfer %s is one with store %s".formatted(standing.id, standing.other));
    }
    return switch (next.type()) {
      case TRANSFER_DISPATCH ->
          standing.dispatches == 0
              ? Optional.empty()
              : Optional.of("transfer %s was dispatched before".formatted(standing.id));
      case TRANSFER_RECEIPT -> standing.conflictOfReceipt();
      case TRANSFER_DIFFERENCE -> standing.conflictOfDifference(of(next));
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
          throw new IllegalArgumentException(next.type() + " is of no transfer");
    };
  }

  private Optional<String> conflictOfReceipt() {
    if (dispatches > 0) {
      return hasGoodsInTransit()
          ? Optional.empty()
          : Optional.of("nothing of transfer %s is in transit any more".formatted(id));
    }
    return wholeReceipts == 0
        ? Optional.empty()
        : Optional.of(
            "transfer %s was received before; what came in parts says so with each part"
                .formatted(id));
  }

  /** A difference takes away at most what there is, of goods missing as of goods too many. */
  private Optional<String> conflictOfDifference(TransferStanding difference) {
    for (var each : difference.items.entrySet()) {
      long open = items.getOrDefault(each.getKey(), Balance.NOTHING).inTransit();
      long settled = each.getValue().settled();
      boolean fits = settled > 0 ? open >= settled : open <= settled;
      if (!fits && (settled < 0 || dispatches > 0)) {
        return Optional.of("of item %s, less is open in transfer %s".formatted(each.getKey(), id));
      }
    }
    return Optional.empty();
  }
}
