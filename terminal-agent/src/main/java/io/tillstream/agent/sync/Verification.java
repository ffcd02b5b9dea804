package io.tillstream.agent.sync;

import java.time.Instant;

/**
 * What a comparison of the replica with the store's found.
 *
 * @param at when it ended
 * @param seq the checkpoint at which both were compared; 0 when they were not
 * @param thorough whether every row was read
 * @param result one of the words below
 * @param differing buckets in which they differed
 * @param differingSinceStart in all comparisons since the program started
 */
public record Verification(
    Instant at,
    long seq,
    boolean thorough,
    String result,
    int differing,
    long differingSinceStart) {

  /** Both hold the same. */
  public static final String AGREES = "agrees";

  /** They differed, and the rows of the differing buckets were fetched again. */
  public static final String REPAIRED = "repaired";

  /** They differ still; the next comparison tries again. */
  public static final String DIFFERS = "differs";

  /** They differed in so much that all of it is fetched anew. */
  public static final String FETCHED_ANEW = "fetched-anew";

  /** The store could not be asked, or is of another version. */
  public static final String NOT_COMPARED = "not-compared";
}
