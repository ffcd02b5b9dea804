package io.tillstream.headoffice.inbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of the inbox. */
@ConfigMapping(prefix = "tillstream.inbox")
interface InboxConfig {

  /**
   * How many envelopes are worked on at once, over all stores. Each may take some 40 MB of memory
   * while it is read and booked, and a database connection.
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
