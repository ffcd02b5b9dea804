package io.tillstream.protocol.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.transfer.Balance;
import io.tillstream.protocol.transfer.TransferStanding;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the documents of other stores say of a store's transfers: of those it asked about, and of
 * those that name it and of which it has no document yet; and what they ask it for.
 *
 * @param protocol the version asked for
 * @param transfers whole sums, which take the place of what was told before
 * @param requests likewise, the newest first
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record TransfersAnswer(int protocol, List<Told> transfers, List<Requested> requests) {

  /** Copies the lists; a missing one is empty. */
  public TransfersAnswer {
    transfers = transfers == null ? List.of() : List.copyOf(transfers);
    requests = requests == null ? List.of() : List.copyOf(requests);
  }

  /**
   * Goods that another store has sold and does not have, and asks for.
   *
   * @param store which lacks them
   * @param document the settlement that asks for them
   * @param item its code
   * @param quantityThousandths how much was asked for
   * @param onItsWayThousandths what the store that is asked has dispatched to it and is not there
   *     yet
   * @param askedAt when head office heard of it
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Requested(
      StoreId store,
      String document,
      String item,
      long quantityThousandths,
      long onItsWayThousandths,
      Instant askedAt) {}

  /**
   * What one store's documents say of a transfer.
   *
   * @param id of the transfer
   * @param store whose documents
   * @param startedOn the earliest day that one of them counts for, ISO
   * @param dispatches how many say that goods left
   * @param receipts how many say that goods arrived
   * @param wholeReceipts how many of these did not say that more is to come
   * @param items by code
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Told(
      String id,
      StoreId store,
      String startedOn,
      int dispatches,
      int receipts,
      int wholeReceipts,
      List<ToldItem> items) {

    /** As head office holds it. */
    public static Told of(StoreId store, TransferStanding standing) {
      return new Told(
          standing.id(),
          store,
          standing.startedOn(),
          standing.dispatches(),
          standing.receipts(),
          standing.wholeReceipts(),
          standing.items().entrySet().stream()
              .map(
                  each ->
                      new ToldItem(
                          each.getKey(),
                          each.getValue().dispatched(),
                          each.getValue().received(),
                          each.getValue().settled()))
              .toList());
    }

    /** For the store that is told: the other one is whose documents these are. */
    public TransferStanding standing() {
      SortedMap<String, Balance> balances = new TreeMap<>();
      items.forEach(
          each ->
              balances.put(
                  each.item(),
                  new Balance(
                      each.dispatchedThousandths(),
                      each.receivedThousandths(),
                      each.settledThousandths())));
      return new TransferStanding(
          id, store, startedOn, dispatches, receipts, wholeReceipts, balances);
    }
  }

  /**
   * One item.
   *
   * @param item its code
   * @param dispatchedThousandths what left
   * @param receivedThousandths what arrived
   * @param settledThousandths what is missing for good; negative where more was found
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record ToldItem(
      String item, long dispatchedThousandths, long receivedThousandths, long settledThousandths) {}
}
