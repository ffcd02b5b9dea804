package io.tillstream.store.feed;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.tillstream.protocol.wire.Protocol;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** The pages in which terminals fetch changes. */
@ConfigMapping(prefix = "tillstream.changes")
public interface ChangesConfig {

  /** Changes looked at for one page when the terminal does not say. */
  @Min(1)
  @Max(Protocol.PAGE_ROWS_MAX)
  @WithDefault("5000")
  int rowsDefault();

  /**
   * How far one page reaches in the log, in seq. Documents lie between the changes and are skipped;
   * this bounds the time that takes.
   */
  @Min(1)
  @WithDefault("100000")
  int reachMax();

  /**
   * For how long, in time that the store runs, the log has every change. A terminal that was away
   * for longer fetches its reference data anew.
   */
  @WithDefault("30D")
  Duration retention();
}
