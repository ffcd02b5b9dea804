package io.tillstream.protocol.valuation;

import java.math.BigInteger;

/**
 * The one rounding rule of valuation: quantity times cost, or a share of a value, is rounded once,
 * to the ten-thousandth of the major unit, a tie going away from zero. Whatever is left of a value
 * when the last piece goes, goes with it, so nothing is lost to rounding.
 */
final class CostOf {

  private static final long THOUSANDTHS = 1_000;

  private CostOf() {}

  /** What so many thousandths cost at so much a unit; ten-thousandths. */
  static long quantity(long thousandths, long unitCostTenThousandths) {
    return divided(thousandths, unitCostTenThousandths, THOUSANDTHS);
  }

  /** The part of a value that falls to a part of its quantity. */
  static long share(long valueTenThousandths, long part, long whole) {
    return divided(valueTenThousandths, part, whole);
  }

  /** What one unit of it costs on the average. */
  static long unit(long valueTenThousandths, long thousandths) {
    return divided(valueTenThousandths, THOUSANDTHS, thousandths);
  }

  /** a × b ÷ c for c above zero; exact in between, where a long would not do. */
  private static long divided(long a, long b, long c) {
    BigInteger product = BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
    BigInteger half = BigInteger.valueOf(c);
    BigInteger twice = product.abs().shiftLeft(1).add(half);
    long rounded = twice.divide(half.shiftLeft(1)).longValueExact();
    return product.signum() < 0 ? -rounded : rounded;
  }
}
