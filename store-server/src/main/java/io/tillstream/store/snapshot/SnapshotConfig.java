package io.tillstream.store.snapshot;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** The files from which terminals begin. */
@ConfigMapping(prefix = "tillstream.snapshot")
public interface SnapshotConfig {

  /** A file older than this is made anew when a terminal asks and something has changed. */
  @WithDefault("1H")
  Duration ageMax();

  /** A file that lies further behind, in seq, is made anew when a terminal asks. */
  @Min(0)
  @WithDefault("20000")
  long changesMax();

  /** Files that are kept: a terminal on a slow line goes on with the one it has begun. */
  @Min(1)
  @Max(100)
  @WithDefault("3")
  int kept();

  /** Files that are sent at one time; the next terminal is answered 429. */
  @Min(1)
  @WithDefault("8")
  int downloadsAtOnce();

  /** After this long a transfer is ended; the terminal goes on where it was, by its turn. */
  @WithDefault("2M")
  Duration downloadLongest();

  /** How long a terminal waits for a file that is being made before it is answered 503. */
  @WithDefault("5S")
  Duration waitForFile();
}
