package io.tillstream.endtoend.link;

import java.time.Duration;

/**
 * What is wrong with one direction of a line. Bytes are counted for each connection by itself, from
 * when the fault began.
 */
public sealed interface Fault {

  /** Bytes may rest at most so long, and at least one a second gets through: tests must end. */
  Duration DELAY_MAX = Duration.ofMinutes(1);

  /** Carries everything, as a good line does. */
  record None() implements Fault {}

  /**
   * Each piece of at most 16 KiB comes later, by a time drawn anew for each.
   *
   * @param least not negative
   * @param most not less, at most {@link #DELAY_MAX}
   */
  record Delay(Duration least, Duration most) implements Fault {

    /** Checks the bounds. */
    public Delay {
      if (least.isNegative() || most.compareTo(least) < 0 || most.compareTo(DELAY_MAX) > 0) {
        throw new IllegalArgumentException("a delay from " + least + " to " + most);
      }
    }

    /** Always the same. */
    public static Delay of(Duration each) {
      return new Delay(each, each);
    }
  }

  /**
   * All connections together carry no more than this.
   *
   * @param bytesPerSecond at least 1
   */
  record Bandwidth(int bytesPerSecond) implements Fault {

    /** Checks the bound. */
    public Bandwidth {
      if (bytesPerSecond < 1) {
        throw new IllegalArgumentException(bytesPerSecond + " bytes a second");
      }
    }
  }

  /** After so many bytes both ends see the connection closed, in the middle of what was said. */
  record CutAfter(long bytes) implements Fault {}

  /** After so many bytes both ends see the connection reset. */
  record ResetAfter(long bytes) implements Fault {}

  /** After so many bytes this direction carries nothing more; nobody is told. */
  record StallAfter(long bytes) implements Fault {}

  /** Bytes are taken from the sender and never arrive; the other direction is not touched. */
  record BlackHole() implements Fault {}

  /**
   * The receiver of this direction has lost the connection, and the sender does not know: whatever
   * it says vanishes, and nothing ever comes back.
   */
  record HalfOpen() implements Fault {}
}
