package io.tillstream.headoffice.transfers;

import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.transfer.Balance;
import io.tillstream.protocol.transfer.TransferStanding;
import io.tillstream.protocol.transfer.TransferState;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * A transfer as the chain knows it.
 *
 * @param id of the transfer
 * @param state how it stands; closed when nothing is in transit, and only then (I8)
 * @param overdue whether it has been open for too long
 * @param startedOn the earliest day of its documents
 * @param dispatchedBy the stores whose documents say that goods left; one, unless somebody erred
 * @param receivedBy the stores whose documents say that goods arrived
 * @param items what of each item
 */
record ShownTransfer(
    String id,
    TransferState state,
    boolean overdue,
    String startedOn,
    List<StoreId> dispatchedBy,
    List<StoreId> receivedBy,
    List<Item> items) {

  /**
   * One item; decimal quantities.
   *
   * @param item its code
   * @param dispatched what left
   * @param received what arrived
   * @param settled what was said to be missing, less what was found
   * @param inTransit what is still on the way
   */
  record Item(String item, String dispatched, String received, String settled, String inTransit) {

    private static Item of(String item, Balance balance) {
      return new Item(
          item,
          decimal(balance.dispatched()),
          decimal(balance.received()),
          decimal(balance.settled()),
          decimal(balance.inTransit()));
    }

    private static String decimal(long thousandths) {
      return new Quantity(thousandths).toString();
    }
  }

  /**
   * From what each store's documents say.
   *
   * @param parts by store; at least one
   */
  static ShownTransfer of(Map<StoreId, TransferStanding> parts, LocalDate today, int overdueDays) {
    TransferStanding whole = parts.values().stream().reduce(TransferStanding::plus).orElseThrow();
    return new ShownTransfer(
        whole.id(),
        whole.state(),
        whole.isOverdue(today, overdueDays),
        whole.startedOn(),
        stores(parts, TransferStanding::dispatches),
        stores(parts, TransferStanding::receipts),
        whole.items().entrySet().stream()
            .map(each -> Item.of(each.getKey(), each.getValue()))
            .toList());
  }

  private static List<StoreId> stores(
      Map<StoreId, TransferStanding> parts, ToIntFunction<TransferStanding> documents) {
    return parts.entrySet().stream()
        .filter(part -> documents.applyAsInt(part.getValue()) > 0)
        .map(Map.Entry::getKey)
        .toList();
  }
}
