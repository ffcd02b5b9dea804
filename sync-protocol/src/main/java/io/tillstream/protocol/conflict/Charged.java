package io.tillstream.protocol.conflict;

import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.money.UnitPrice;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * A line on which something else was charged than the store's own price or tax rate.
 *
 * @param document on which
 * @param isTax whether it is about the rate; else about the price
 * @param of the item, or the tax code
 * @param quantity how much was sold
 * @param charged ten-thousandths, or basis points
 * @param due what the store's own was then
 * @param since when that came to be, by the store's clock
 * @param heardAt the moment of the store as the till knew it; empty when that is not known
 */
public record Charged(
    DocumentKey document,
    boolean isTax,
    String of,
    Quantity quantity,
    long charged,
    long due,
    Instant since,
    Optional<Instant> heardAt) {

  /** What was charged, in words: {@code 3.99}, or {@code 20 %}. */
  public String chargedInWords() {
    return inWords(charged);
  }

  /** What was due, in words. */
  public String dueInWords() {
    return inWords(due);
  }

  /** How much more than the store's own price the customer paid, ten-thousandths. */
  public long paidMore() {
    return isTax
        ? 0
        : BigDecimal.valueOf(charged - due)
            .multiply(BigDecimal.valueOf(quantity.thousandths(), 3))
            .longValue();
  }

  private String inWords(long value) {
    return isTax
        ? BigDecimal.valueOf(value, 2).stripTrailingZeros().toPlainString() + " %"
        : new UnitPrice(value).toString();
  }
}
