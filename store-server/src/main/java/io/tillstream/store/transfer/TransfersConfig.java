package io.tillstream.store.transfer;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** What the store expects of transfers. */
@ConfigMapping(prefix = "tillstream.transfers")
public interface TransfersConfig {

  /** Days after which a transfer that is not closed is shown as overdue. */
  @Min(0)
  @Max(3650)
  @WithDefault("7")
  int overdueDays();

  /** How often head office is asked what other stores have said of this store's transfers. */
  @WithDefault("5m")
  Duration askEvery();
}
