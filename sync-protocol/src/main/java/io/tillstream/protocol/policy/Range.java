package io.tillstream.protocol.policy;

import io.tillstream.protocol.money.Quantity;
import java.util.function.LongBinaryOperator;

/**
 * Amounts that a rule is about: more than one, and at most another. So two rules may share a bound
 * without sharing an amount.
 *
 * @param moreThan in the smallest unit; null for no bound
 * @param atMost in the smallest unit; null for no bound
 */
public record Range(Long moreThan, Long atMost) {

  /** Every amount, also one that nobody knows. */
  public static final Range ANY = new Range(null, null);

  /** Of quantities. */
  public static Range of(Quantity moreThan, Quantity atMost) {
    return new Range(
        moreThan == null ? null : (Long) moreThan.thousandths(),
        atMost == null ? null : (Long) atMost.thousandths());
  }

  /** Whether it asks for anything. */
  public boolean isAny() {
    return moreThan == null && atMost == null;
  }

  /** Whether no amount is in it. */
  public boolean isEmpty() {
    return moreThan != null && atMost != null && moreThan >= atMost;
  }

  /** Whether an amount is in it. */
  public boolean has(long amount) {
    return (moreThan == null || amount > moreThan) && (atMost == null || amount <= atMost);
  }

  /** The amounts that are in both. */
  public Range and(Range other) {
    return new Range(
        stricter(moreThan, other.moreThan, Math::max), stricter(atMost, other.atMost, Math::min));
  }

  private static Long stricter(Long one, Long other, LongBinaryOperator ofTwo) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return ofTwo.applyAsLong(one, other);
  }
}
