package io.tillstream.protocol.money;

import java.math.BigDecimal;

/** Between the decimals people write and the scaled integers that are kept. */
final class ScaledDecimal {

  /** More decimals than anybody writes, zeros or not. */
  private static final int DECIMALS_READ_MAX = 100;

  private ScaledDecimal() {}

  static long scale(BigDecimal value, int decimals, long wholeMax, String what) {
    // Stripping zeros takes a division for each, so a long tail of them is refused unread.
    if (value.scale() > DECIMALS_READ_MAX) {
      throw tooManyDecimals(decimals, what);
    }
    if (value.signum() == 0) {
      return 0;
    }
    // The range comes before the zeros: comparing looks at magnitudes alone, while stripping the
    // zeros of 1E+1000000000 would build the number in memory.
    if (value.abs().compareTo(BigDecimal.valueOf(wholeMax)) > 0) {
      throw new InvalidAmount(
          InvalidAmount.Reason.OUT_OF_RANGE, what + " is at most " + wholeMax + " either way");
    }
    BigDecimal trimmed = value.stripTrailingZeros();
    if (trimmed.scale() > decimals) {
      throw tooManyDecimals(decimals, what);
    }
    return trimmed.setScale(decimals).unscaledValue().longValueExact();
  }

  private static InvalidAmount tooManyDecimals(int decimals, String what) {
    return new InvalidAmount(
        InvalidAmount.Reason.TOO_MANY_DECIMALS, what + " has at most " + decimals + " decimals");
  }

  static String trimmed(long unscaled, int decimals) {
    return unscaled == 0
        ? "0"
        : BigDecimal.valueOf(unscaled, decimals).stripTrailingZeros().toPlainString();
  }
}
