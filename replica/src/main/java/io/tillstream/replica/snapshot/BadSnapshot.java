package io.tillstream.replica.snapshot;

import java.io.IOException;

/** What came is not what its manifest says, or not what a terminal can work with. */
public final class BadSnapshot extends IOException {

  private static final long serialVersionUID = 1L;

  /** Says in words for a person what is wrong. */
  public BadSnapshot(String words) {
    super(words);
  }
}
