package io.tillstream.store.writer;

import io.tillstream.store.shop.Shop;

/** The database holds the books of another store; starting on it would mix two shops. */
public final class WrongStore extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private WrongStore(String message) {
    super(message);
  }

  static void check(Shop shop, String store, String currency) {
    if (!shop.id().value().equals(store)) {
      throw new WrongStore(
          "the database holds the books of store %s, this server is configured for %s"
              .formatted(store, shop.id()));
    }
    if (!shop.currency().getCurrencyCode().equals(currency)) {
      throw new WrongStore(
          "the books are kept in %s, this server is configured for %s"
              .formatted(currency, shop.currency().getCurrencyCode()));
    }
  }
}
