package io.tillstream.store.retention;

/**
 * How far the change log is thinned out. Above the floor it has every seq; at or below it, changes
 * that a newer one replaces may be missing, and removals too. Whoever begins with nothing needs
 * neither; whoever has rows from before needs the removals. Immutable.
 *
 * @param seq the floor
 * @param thinnedTo up to where it has been done
 * @param removals how many removals are gone
 */
public record LogFloor(long seq, long thinnedTo, long removals) {

  /** For a reader that did not begin with nothing, or long ago. */
  public static final long NOT_FROM_THE_START = -1;

  /**
   * Whether a reader that was given a page misses nothing. To be asked after the page was read: the
   * floor is moved before anything is deleted (I3).
   *
   * @param after where the page began
   * @param removalsAtStart {@link #removals} before the reader began with nothing at seq 0, if it
   *     has read on without a break since
   */
  public boolean leavesWhole(long after, long removalsAtStart) {
    return after >= seq || removalsAtStart == removals;
  }
}
