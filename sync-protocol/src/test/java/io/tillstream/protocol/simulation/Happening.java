package io.tillstream.protocol.simulation;

import java.util.Locale;

/**
 * Something that chance brought about.
 *
 * @param key which throw of the dice it was
 * @param atMillis simulated time
 * @param where to whom
 * @param what it was
 */
record Happening(long key, long atMillis, String where, Chance what) {

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%9.3f s  %-14s %s", atMillis / 1000.0, where, what.words);
  }
}
