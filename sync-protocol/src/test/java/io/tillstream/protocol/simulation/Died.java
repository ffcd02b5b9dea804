package io.tillstream.protocol.simulation;

/** A process ended in the middle of what it was doing. */
final class Died extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean byPowerCut;

  Died(boolean byPowerCut) {
    super("died", null, false, false);
    this.byPowerCut = byPowerCut;
  }

  boolean byPowerCut() {
    return byPowerCut;
  }
}
