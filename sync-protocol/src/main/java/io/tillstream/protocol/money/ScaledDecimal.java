package io.tillstream.protocol.money;

import java.math.BigDecimal;

/** Between the decimals people write and the scaled integers that are kept. */
final class ScaledDecimal {

  private ScaledDecimal() {}

  static long scale(BigDecimal value, int decimals, long wholeMax, String what) {
    // The range comes first: stripping the zeros of 1E+1000000000 would build the number in memory.
    if (value.precision() - (long) value.scale() > 12
        || value.abs().compareTo(BigDecimal.valueOf(wholeMax)) > 0) {
      throw new InvalidAmount(
          InvalidAmount.Reason.OUT_OF_RANGE, what + " is at most " + wholeMax + " either way");
    }
    if (value.signum() != 0 && value.stripTrailingZeros().scale() > decimals) {
      throw new InvalidAmount(
          InvalidAmount.Reason.TOO_MANY_DECIMALS, what + " has at most " + decimals + " decimals");
    }
    return value.signum() == 0
        ? 0
        : value.stripTrailingZeros().setScale(decimals).unscaledValue().longValueExact();
  }

  static String trimmed(long unscaled, int decimals) {
    return unscaled == 0
        ? "0"
        : BigDecimal.valueOf(unscaled, decimals).stripTrailingZeros().toPlainString();
  }
}
