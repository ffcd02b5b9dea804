package io.tillstream.headoffice.transfers;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What head office expects of transfers. */
@ConfigMapping(prefix = "tillstream.transfers")
interface TransfersConfig {

  /** Days after which a transfer that is not closed is shown as overdue. */
  @WithDefault("7")
  int overdueDays();

  /** Days for which a store is told of what another one asks it for, while that lacks the goods. */
  @WithDefault("30")
  int requestDays();
}
