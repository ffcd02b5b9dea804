package io.tillstream.protocol.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/**
 * The price of one unit, tax included, in ten-thousandths of the currency's major unit: 2.55 is
 * 25,500. Finer than money because shops price screws and cloth below the smallest coin; only a
 * line total is money.
 *
 * @param tenThousandths signed (a financial adjustment may be negative); at most a million either
 *     way
 */
public record UnitPrice(long tenThousandths) {

  /** Free of charge. */
  public static final UnitPrice ZERO = new UnitPrice(0);

  /** The highest price, in major units. */
  public static final long MAJOR_UNITS_MAX = 1_000_000;

  private static final int DECIMALS = 4;

  /**
   * Reads what a person or a till app wrote.
   *
   * @throws InvalidAmount when there are more than four decimals or more than a million major units
   */
  public static UnitPrice of(BigDecimal majorUnits) {
    return new UnitPrice(
        ScaledDecimal.scale(majorUnits, DECIMALS, MAJOR_UNITS_MAX, "a unit price"));
  }

  /**
   * The line total: quantity times price, rounded once to the currency's minor unit, a tie going
   * away from zero. This is the documented rounding rule; every total is a sum of numbers that this
   * method made.
   */
  public Money times(Quantity quantity, Currency currency) {
    BigDecimal exact =
        BigDecimal.valueOf(quantity.thousandths(), 3)
            .multiply(BigDecimal.valueOf(tenThousandths, DECIMALS));
    int digits = Money.digits(currency);
    return new Money(
        exact.setScale(digits, RoundingMode.HALF_UP).unscaledValue().longValueExact(), currency);
  }

  /** Plain decimal without trailing zeros: {@code 2.55}. */
  @Override
  public String toString() {
    return ScaledDecimal.trimmed(tenThousandths, DECIMALS);
  }
}
