package io.tillstream.store.policy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How policies settle cases. */
@ConfigMapping(prefix = "tillstream.policies")
public interface PoliciesConfig {

  /**
   * How often the policies that are switched on look at the cases that are open. A policy that has
   * just been switched on looks at once.
   */
  @WithDefault("60s")
  Duration settleEvery();
}
