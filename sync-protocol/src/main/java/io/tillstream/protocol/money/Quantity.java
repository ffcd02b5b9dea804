package io.tillstream.protocol.money;

import java.math.BigDecimal;

/**
 * How much of an item, in thousandths of its unit: 1.5 kg is 1,500.
 *
 * @param thousandths signed; at most a million units either way
 */
public record Quantity(long thousandths) implements Comparable<Quantity> {

  /** Nothing. */
  public static final Quantity ZERO = new Quantity(0);

  /** The most that one line may hold, in units. */
  public static final long UNITS_MAX = 1_000_000;

  private static final int DECIMALS = 3;

  /**
   * Reads what a person or a till app wrote.
   *
   * @throws InvalidAmount when there are more than three decimals or more than a million units
   */
  public static Quantity of(BigDecimal units) {
    return new Quantity(ScaledDecimal.scale(units, DECIMALS, UNITS_MAX, "a quantity"));
  }

  /** Whole units. */
  public static Quantity ofUnits(long units) {
    return new Quantity(Math.multiplyExact(units, 1000L));
  }

  /** The sum, exact. */
  public Quantity plus(Quantity other) {
    return new Quantity(Math.addExact(thousandths, other.thousandths));
  }

  /** The same quantity the other way. */
  public Quantity negated() {
    return new Quantity(Math.negateExact(thousandths));
  }

  /** Whether there is more than nothing. */
  public boolean isPositive() {
    return thousandths > 0;
  }

  @Override
  public int compareTo(Quantity other) {
    return Long.compare(thousandths, other.thousandths);
  }

  /** Plain decimal without trailing zeros: {@code 6}, {@code 1.5}. */
  @Override
  public String toString() {
    return ScaledDecimal.trimmed(thousandths, DECIMALS);
  }
}
