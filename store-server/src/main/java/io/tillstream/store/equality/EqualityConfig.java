package io.tillstream.store.equality;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How often the books of the tiers are compared without anybody asking. */
@ConfigMapping(prefix = "tillstream.equality")
public interface EqualityConfig {

  /** Between two comparisons: the ends of all chains, and sums of the stock. */
  @WithDefault("60m")
  Duration every();

  /** Between two comparisons that read every document and every movement on both sides. */
  @WithDefault("24h")
  Duration thoroughlyEvery();
}
