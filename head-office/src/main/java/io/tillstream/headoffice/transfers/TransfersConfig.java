package io.tillstream.headoffice.transfers;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What head office expects of transfers. */
@ConfigMapping(prefix = "tillstream.transfers")
interface TransfersConfig {

  /** Days after which a transfer that is not closed is shown as overdue. */
  @WithDefault("7")
  int overdueDays();
}
