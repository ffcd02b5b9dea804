package io.tillstream.protocol.transfer;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collection;
import java.util.Locale;

/** How a transfer stands, as far as its documents are known. */
public enum TransferState {
  /** All is on the way. */
  DISPATCHED,
  /** Some has arrived, and whoever received it said that more is to come. */
  RECEIVED_IN_PART,
  /** Less has arrived than was dispatched, and nobody expects the rest. */
  RECEIVED_SHORT,
  /** More has arrived than was dispatched. */
  RECEIVED_OVER,
  /** Goods have arrived whose dispatch is not known here yet. */
  RECEIVED_AHEAD,
  /** Nothing is in transit any more (I8). */
  CLOSED;

  /**
   * Of a transfer.
   *
   * @param items what is known of each of its items
   * @param isReceivedWhole whether a receipt did not say that more is to come
   */
  public static TransferState of(Collection<Balance> items, boolean isReceivedWhole) {
    if (items.stream().allMatch(item -> item.inTransit() == 0)) {
      return CLOSED;
    }
    if (items.stream().allMatch(item -> item.dispatched() == 0)) {
      return RECEIVED_AHEAD;
    }
    if (items.stream().allMatch(item -> item.received() == 0)) {
      return DISPATCHED;
    }
    if (items.stream().allMatch(item -> item.inTransit() <= 0)) {
      return RECEIVED_OVER;
    }
    return isReceivedWhole ? RECEIVED_SHORT : RECEIVED_IN_PART;
  }

  /** The wire name: {@code received-short}. */
  @Override
  @JsonValue
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
