package io.tillstream.store.downlink;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How the store follows head office; its address and credential are the uplink's. */
@ConfigMapping(prefix = "tillstream.downlink")
public interface DownlinkConfig {

  /** How often head office is asked whether it says anything new. */
  @WithDefault("10S")
  Duration askEvery();

  /** Rest after the longest row of failures; it doubles up to this. */
  @WithDefault("60S")
  Duration restLongest();

  /** Rows taken in with one commit; between two of them sales have their turn. */
  @Min(1)
  @Max(5_000)
  @WithDefault("500")
  int portionRows();
}
