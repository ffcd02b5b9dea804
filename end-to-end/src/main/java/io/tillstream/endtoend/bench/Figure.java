package io.tillstream.endtoend.bench;

import java.math.BigDecimal;

/**
 * One measured figure.
 *
 * @param work what was done, a row of the table
 * @param what what of it was measured
 * @param value in the unit
 * @param unit for people: {@code ms}, {@code × the limit}
 * @param bound what it ought to be
 */
record Figure(String work, String what, BigDecimal value, String unit, Bound bound) {

  /** A whole number. */
  static Figure of(String work, String what, long value, String unit, Bound bound) {
    return new Figure(work, what, BigDecimal.valueOf(value), unit, bound);
  }

  /** Microseconds told as milliseconds. */
  static Figure millis(String work, String what, long nanos, Bound bound) {
    return new Figure(work, what, BigDecimal.valueOf(nanos / 1_000, 3), "ms", bound);
  }

  /** How often one duration contains another, in hundredths. */
  static Figure ratio(String work, String what, long nanos, long limitNanos, Bound bound) {
    return new Figure(work, what, hundredths(nanos, limitNanos), "× the limit", bound);
  }

  /** Which share of a limit's speed was reached, in percent. */
  static Figure percent(String work, String what, long rate, long limitRate, Bound bound) {
    return new Figure(
        work,
        what,
        BigDecimal.valueOf(rate * 100 / Math.max(1, limitRate)),
        "% of the limit",
        bound);
  }

  /** Whether the bound is met. */
  boolean isMet() {
    return bound.isMetBy(value);
  }

  private static BigDecimal hundredths(long part, long whole) {
    return BigDecimal.valueOf(part * 100 / Math.max(1, whole), 2);
  }
}
