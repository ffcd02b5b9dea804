package io.tillstream.protocol.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/**
 * An amount in one currency.
 *
 * @param minor minor units (pence, cents), signed
 * @param currency an ISO 4217 currency
 */
public record Money(long minor, Currency currency) {

  /** The most that a tender may state, in major units. */
  public static final long MAJOR_UNITS_MAX = 1_000_000_000;

  private static final long BASIS_POINTS = 10_000;

  /**
   * Reads what a person or a till app wrote.
   *
   * @throws InvalidAmount when there are more decimals than the currency has, or the amount is out
   *     of range
   */
  public static Money of(BigDecimal majorUnits, Currency currency) {
    return new Money(
        ScaledDecimal.scale(
            majorUnits, digits(currency), MAJOR_UNITS_MAX, "an amount in " + currency),
        currency);
  }

  /**
   * The tax inside this tax-inclusive amount: amount − amount / (1 + rate), a tie going away from
   * zero.
   *
   * @param rateBasisPoints hundredths of a percent: 20 % is 2,000
   */
  public Money taxWithin(int rateBasisPoints) {
    BigDecimal tax =
        BigDecimal.valueOf(minor)
            .multiply(BigDecimal.valueOf(rateBasisPoints))
            .divide(BigDecimal.valueOf(BASIS_POINTS + rateBasisPoints), 0, RoundingMode.HALF_UP);
    return new Money(tax.longValueExact(), currency);
  }

  /** Plain decimal with all of the currency's digits: {@code 15.30}. */
  @Override
  public String toString() {
    return BigDecimal.valueOf(minor, digits(currency)).toPlainString();
  }

  static int digits(Currency currency) {
    // A few ISO codes (XAU, XXX) have no minor unit and answer −1; they are counted whole.
    return Math.max(0, currency.getDefaultFractionDigits());
  }
}
