package io.tillstream.store.uplink;

/**
 * How many bytes the next envelope may have: few at first and after silence, which a head office
 * that has only just started, or a slow line, brings through in time; twice as many after each that
 * was taken. Used by the uplink's thread alone.
 */
final class EnvelopeSize {

  static final int FIRST_BYTES = 64 * 1024;

  private final int bytesMax;
  private int bytes;

  EnvelopeSize(int bytesMax) {
    this.bytesMax = bytesMax;
    wasNotHeard();
  }

  /** Before compression; the last fact may go over. */
  int bytes() {
    return bytes;
  }

  void wasTaken() {
    bytes = Math.min(bytesMax, 2 * bytes);
  }

  void wasNotHeard() {
    bytes = Math.min(bytesMax, FIRST_BYTES);
  }
}
