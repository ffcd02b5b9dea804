package io.tillstream.endtoend.bench;

import java.math.BigDecimal;

/** What a figure ought to be. */
sealed interface Bound {

  /** Whether a value is good enough. */
  boolean isMetBy(BigDecimal value);

  /** As people write it. */
  String text();

  /** A bound from above. */
  static Bound atMost(String most) {
    return new AtMost(new BigDecimal(most));
  }

  /** A bound from below. */
  static Bound atLeast(String least) {
    return new AtLeast(new BigDecimal(least));
  }

  /** A figure that is only told. */
  static Bound none() {
    return new None();
  }

  record AtMost(BigDecimal most) implements Bound {
    @Override
    public boolean isMetBy(BigDecimal value) {
      return value.compareTo(most) <= 0;
    }

    @Override
    public String text() {
      return "≤ " + most.toPlainString();
    }
  }

  record AtLeast(BigDecimal least) implements Bound {
    @Override
    public boolean isMetBy(BigDecimal value) {
      return value.compareTo(least) >= 0;
    }

    @Override
    public String text() {
      return "≥ " + least.toPlainString();
    }
  }

  record None() implements Bound {
    @Override
    public boolean isMetBy(BigDecimal value) {
      return true;
    }

    @Override
    public String text() {
      return "";
    }
  }
}
