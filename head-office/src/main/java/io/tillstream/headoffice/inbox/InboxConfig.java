package io.tillstream.headoffice.inbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of the inbox. */
@ConfigMapping(prefix = "tillstream.inbox")
interface InboxConfig {

  /**
   * Envelopes that come in over their lines at one time, one of each store; each holds a thread.
   */
  @WithDefault("64")
  int arrivalsAtOnce();

  /**
   * Bytes, as they travel, of all envelopes that come in or wait for their turn. Never below the 8
   * MiB of the largest.
   */
  @WithDefault("16777216")
  int arrivalsBytesMax();

  /**
   * How many envelopes are worked on at once, over all stores. Each may take some 40 MB of memory
   * while it is unfolded and booked, and a database connection.
   */
  @WithDefault("2")
  int envelopesAtOnce();

  /**
   * How long an envelope waits for its turn before its store is told to come back later ({@code
   * too-many-requests}).
   */
  @WithDefault("10s")
  Duration turnWait();

  /**
   * After how long a store that is parked should ask again whether an administrator has let it go
   * on.
   */
  @WithDefault("60s")
  Duration parkedRetry();
}
