package io.tillstream.store.inbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.OptionalInt;

/** How changes of other programs are taken over. */
@ConfigMapping(prefix = "tillstream.other-programs")
public interface InboxConfig {

  /** How often to look whether another program has changed anything. */
  @WithDefault("200MS")
  Duration poll();

  /** How often to look again at rows that are held back. */
  @WithDefault("2S")
  Duration lookAgain();

  /**
   * The port, on this computer only, under which other programs reach the embedded database; none
   * when it is not to be reached. Needs a password of the database.
   */
  OptionalInt port();

  /** Rows taken over in one commit; between two of them sales have their turn. */
  @Min(1)
  @Max(10_000)
  @WithDefault("500")
  int portionRows();
}
