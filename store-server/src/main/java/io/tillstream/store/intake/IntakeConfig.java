package io.tillstream.store.intake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How many uploads the store takes on at once. */
@ConfigMapping(prefix = "tillstream.intake")
public interface IntakeConfig {

  /**
   * Uploads that are read or wait for the writer at one time. Each may hold 8 MiB and what is read
   * out of it, so this bounds the memory that uploads take.
   */
  @Min(1)
  @WithDefault("16")
  int uploadsAtOnce();

  /** How long an upload waits for its turn before it is answered 429. */
  @WithDefault("1S")
  Duration waitForTurn();
}
