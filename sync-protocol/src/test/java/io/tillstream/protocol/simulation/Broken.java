package io.tillstream.protocol.simulation;

/** An invariant does not hold. */
final class Broken extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String invariant;

  Broken(String invariant, String what) {
    super(invariant + ": " + what);
    this.invariant = invariant;
  }

  /** {@code I1} and so on. */
  String invariant() {
    return invariant;
  }
}
