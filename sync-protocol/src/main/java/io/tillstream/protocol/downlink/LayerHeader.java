package io.tillstream.protocol.downlink;

import io.tillstream.protocol.chain.Hash;
import java.util.Optional;

/** Where a page of a layer stands. */
public sealed interface LayerHeader {

  /** Which life of the log it is of. */
  String incarnation();

  /** What the store knew when it asked for the page; head office knew it, too, or had refused. */
  Optional<Known> asked();

  /**
   * The newest image of each row that changed in a stretch of the log.
   *
   * @param asked what the store knew when it asked
   * @param incarnation of the log
   * @param after the changes follow this seq (exclusive)
   * @param to the last seq it covers
   * @param head the last change there was
   * @param hash of the log up to {@code to}
   */
  record Changes(
      Optional<Known> asked, String incarnation, long after, long to, long head, Hash hash)
      implements LayerHeader {}

  /**
   * All rows of some buckets, as they were at one moment.
   *
   * @param asked what the store knew when it asked
   * @param incarnation of the log
   * @param from the first bucket
   * @param to the last
   * @param head the last change there was at that moment
   * @param hash of the log up to there
   */
  record Buckets(Optional<Known> asked, String incarnation, int from, int to, long head, Hash hash)
      implements LayerHeader {}
}
