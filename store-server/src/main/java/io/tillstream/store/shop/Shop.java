package io.tillstream.store.shop;

import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import java.util.Currency;

/**
 * The shop that this server keeps the books of.
 *
 * @param id its name in every key
 * @param currency of all its documents
 */
public record Shop(StoreId id, Currency currency) {

  /**
   * The documents that the store makes itself, such as goods receipts.
   *
   * @param epoch 1, until the database is restored from a backup; then the next
   */
  public DocumentStream ownStream(int epoch) {
    return new DocumentStream(id, TerminalId.STORE_ITSELF, epoch);
  }
}
