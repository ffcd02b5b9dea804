package io.tillstream.agent.sync;

import io.tillstream.protocol.upload.Backoff;
import java.time.Duration;

/**
 * How much and how often.
 *
 * @param batchDocumentsMax documents in one batch
 * @param batchBytesMax bytes in one batch, before compression
 * @param pageRows rows asked for in one page
 * @param pollShortest between two polls while something changes
 * @param pollLongest between two polls while nothing does
 * @param pollBesideLine between two polls while the store says by itself when something is new
 * @param backoff after failures
 * @param refusedRest between attempts while the store refuses the credential
 * @param heartbeat of the store's line of pokes, until the store says how often it beats
 * @param lineRestShortest before the first attempt to have the line again; doubles
 * @param lineRestLongest between later attempts
 */
public record SyncLimits(
    int batchDocumentsMax,
    int batchBytesMax,
    int pageRows,
    Duration pollShortest,
    Duration pollLongest,
    Duration pollBesideLine,
    Backoff backoff,
    Duration refusedRest,
    Duration heartbeat,
    Duration lineRestShortest,
    Duration lineRestLongest) {

  private static final int ASKED_REST_MAX = 4; // times the longest rest of its own

  /**
   * As much of a rest that the store asks for as a terminal grants. Its own rest, which is drawn at
   * random, comes on top: whoever is told the same does not come back together (I22).
   */
  Duration granted(Duration asked) {
    Duration most = backoff.longest().multipliedBy(ASKED_REST_MAX);
    return asked.compareTo(most) < 0 ? asked : most;
  }
}
