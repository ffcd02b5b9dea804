package io.tillstream.headoffice.valuation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How goods are valued. */
@ConfigMapping(prefix = "tillstream.valuation")
interface ValuationConfig {

  /**
   * Whether this process values. Of several over one database one at a time does; one is enough,
   * and none loses nothing but time.
   */
  @WithDefault("true")
  boolean enabled();

  /** How long it rests when it has come to the end of the feed. */
  @WithDefault("5s")
  Duration every();
}
