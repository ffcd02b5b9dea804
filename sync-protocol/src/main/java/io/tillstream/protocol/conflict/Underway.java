package io.tillstream.protocol.conflict;

import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.transfer.Balance;
import io.tillstream.protocol.transfer.TransferStanding;
import java.util.Optional;

/**
 * Goods of an item that another store has sent here and that this store does not have: they may be
 * what is missing from the shop floor.
 *
 * @param transfer its id
 * @param from who sent them
 * @param quantity how much has not come
 * @param isReceived whether the transfer was received, short of these
 */
public record Underway(String transfer, StoreId from, Quantity quantity, boolean isReceived) {

  /**
   * What a transfer has of an item for this store; empty when nothing of it is open.
   *
   * @param all what the documents of both stores say, as far as they are known here
   */
  public static Optional<Underway> of(String item, TransferStanding all) {
    long open = all.items().getOrDefault(item, Balance.NOTHING).inTransit();
    return open <= 0
        ? Optional.empty()
        : Optional.of(
            new Underway(all.id(), all.other(), new Quantity(open), all.wholeReceipts() > 0));
  }

  /** {@code transfer T-88 was received 3 short}. */
  @Override
  public String toString() {
    return isReceived
        ? "transfer %s was received %s short".formatted(transfer, quantity)
        : "%s more are on their way from store %s by transfer %s"
            .formatted(quantity, from, transfer);
  }
}
