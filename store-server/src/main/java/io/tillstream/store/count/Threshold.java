package io.tillstream.store.count;

import io.tillstream.protocol.money.Money;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.money.UnitPrice;
import io.tillstream.store.shop.Shop;
import java.util.Currency;
import java.util.Map;

/**
 * From which variance on a line is counted again, or looked at by a second person, before it is
 * posted. Immutable.
 *
 * @param quantity more than that of an item
 * @param minor or more than that in money, minor units
 */
record Threshold(Quantity quantity, long minor, Currency currency) {

  static Threshold of(CountsConfig config, Shop shop) {
    return new Threshold(
        Quantity.of(config.varianceQuantityMax()),
        Money.of(config.varianceValueMax(), shop.currency()).minor(),
        shop.currency());
  }

  /**
   * Whether a line is beyond it and was not counted again.
   *
   * @param prices ten-thousandths by item; an item without a price has no value
   */
  boolean isExceededBy(CountFigures.Line line, Map<String, Long> prices) {
    Quantity size = new Quantity(Math.abs(line.variance().thousandths()));
    Money value =
        new UnitPrice(Math.abs(prices.getOrDefault(line.item(), 0L))).times(size, currency);
    return line.round() < 2 && (size.compareTo(quantity) > 0 || value.minor() > minor);
  }
}
