package io.tillstream.store.transfer;

import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.transfer.Balance;
import io.tillstream.protocol.transfer.TransferStanding;
import io.tillstream.protocol.transfer.TransferState;
import java.time.LocalDate;
import java.util.List;

/**
 * A transfer as the store shows it.
 *
 * @param id of the transfer
 * @param store the other store
 * @param state how it stands
 * @param overdue whether it has been open for too long
 * @param startedOn the earliest day of its documents
 * @param items what of each item
 */
public record ShownTransfer(
    String id,
    StoreId store,
    TransferState state,
    boolean overdue,
    String startedOn,
    List<Item> items) {

  /**
   * One item; decimal quantities.
   *
   * @param item its code
   * @param dispatched what left
   * @param received what arrived
   * @param settled what was said to be missing, less what was found
   * @param inTransit what is still on the way; negative when more arrived than is known to have
   *     left
   */
  public record Item(
      String item, String dispatched, String received, String settled, String inTransit) {

    static Item of(String item, Balance balance) {
      return new Item(
          item,
          new Quantity(balance.dispatched()).toString(),
          new Quantity(balance.received()).toString(),
          new Quantity(balance.settled()).toString(),
          new Quantity(balance.inTransit()).toString());
    }
  }

  static ShownTransfer of(TransferStanding transfer, LocalDate today, int overdueDays) {
    return new ShownTransfer(
        transfer.id(),
        transfer.other(),
        transfer.state(),
        transfer.isOverdue(today, overdueDays),
        transfer.startedOn(),
        transfer.items().entrySet().stream()
            .map(each -> Item.of(each.getKey(), each.getValue()))
            .toList());
  }
}
