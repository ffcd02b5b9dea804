package io.tillstream.headoffice.feed;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of the feed for replication jobs. */
@ConfigMapping(prefix = "tillstream.feed")
interface FeedConfig {

  /** Facts in a page when the job does not say. */
  @WithDefault("1000")
  int factsDefault();

  /**
   * Bytes of documents after which a page ends with its envelope; some four times this, and at most
   * 8 MiB more, are in memory meanwhile.
   */
  @WithDefault("4194304")
  long pageBytes();

  /** Positions that a page covers at most: many stores may send a document at a time. */
  @WithDefault("500")
  int pagePositions();

  /** Pages that are made at one time, over all jobs; the next one is answered 429. */
  @WithDefault("2")
  int pagesAtOnce();

  /** How long a job waits for its turn before that. */
  @WithDefault("5s")
  Duration turnWait();
}
