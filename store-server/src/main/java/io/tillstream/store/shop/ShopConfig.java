package io.tillstream.store.shop;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Which shop this server serves; settled at the first start, because every key contains it. */
@ConfigMapping(prefix = "tillstream.store")
public interface ShopConfig {

  /**
   * The store's name: one to eight capital letters and digits. Printed in document numbers. A
   * database that was begun for another store is refused.
   */
  @WithDefault("S1")
  String id();

  /** The currency of the shop's documents, ISO 4217. */
  @WithDefault("GBP")
  String currency();
}
