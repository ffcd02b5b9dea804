package io.tillstream.headoffice.reference;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What head office says to stores, and for how long it remembers what it said before. */
@ConfigMapping(prefix = "tillstream.reference")
interface ReferenceConfig {

  /** Most changes in one request; all of them are one transaction. */
  @WithDefault("50000")
  int changesMax();

  /** Bytes of the largest request of changes. */
  long CHANGES_BYTES_MAX = 16L * 1024 * 1024;

  /**
   * For how long a scope's log has every change. A store that was away for longer reads the scope
   * as a whole, which costs time and nothing else; so a clock that is set wrong does, too.
   */
  @WithDefault("30D")
  Duration retention();

  /** Rows of one page when a store does not say. */
  @WithDefault("500")
  int pageRows();
}
