package io.tillstream.protocol.money;

/**
 * A number that cannot be a quantity, a price or an amount; the message says why in words for a
 * person.
 */
public final class InvalidAmount extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /** What is wrong with the number. */
  public enum Reason {
    /** More decimals than the kind of number has. */
    TOO_MANY_DECIMALS,
    /** Larger than any shop sells. */
    OUT_OF_RANGE
  }

  private final Reason reason;

  InvalidAmount(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** What is wrong. */
  public Reason reason() {
    return reason;
  }
}
