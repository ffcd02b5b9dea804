package io.tillstream.protocol.transfer;

import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.StoreId;
import java.util.Locale;

/** The names that a store gives to the transfers that it dispatches. */
public final class TransferIds {

  private TransferIds() {}

  /**
   * The name of a dispatch: {@code S1-T-000088}, and {@code S1-T.2-000001} in the store's second
   * life, whose counters begin again.
   */
  public static String of(DocumentStream stream, long counter) {
    String life = stream.epoch() == 1 ? "" : "." + stream.epoch();
    return String.format(Locale.ROOT, "%s-T%s-%06d", stream.store(), life, counter);
  }

  /** Whether a name is one of those that this store gives, so that nobody else does. */
  public static boolean isGivenBy(StoreId store, String id) {
    return id.startsWith(store + "-T-") || id.startsWith(store + "-T.");
  }
}
