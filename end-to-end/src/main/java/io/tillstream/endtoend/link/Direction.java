package io.tillstream.endtoend.link;

/** Which way bytes go over a line. */
public enum Direction {
  /** From the caller to the program. */
  UP,
  /** From the program back to the caller. */
  DOWN
}
