package io.tillstream.protocol.simulation;

/** The disk took nothing. */
final class DiskFull extends Exception {
  private static final long serialVersionUID = 1L;

  DiskFull() {
    super("the disk is full", null, false, false);
  }
}
