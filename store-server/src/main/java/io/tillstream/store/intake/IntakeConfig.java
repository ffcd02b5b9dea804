package io.tillstream.store.intake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How many uploads the store takes on at once. */
@ConfigMapping(prefix = "tillstream.intake")
public interface IntakeConfig {

  /**
   * Uploads that come in over their lines at one time, one of each terminal; each holds a thread.
   */
  @Min(1)
  @WithDefault("24")
  int arrivalsAtOnce();

  /**
   * Bytes, as they travel, of all uploads that come in or are in work. Never below the 8 MiB of the
   * largest.
   */
  @Min(1)
  @WithDefault("16777216")
  int arrivalsBytesMax();

  /** Uploads that are read or wait for the writer at one time; each holds a thread. */
  @Min(1)
  @WithDefault("16")
  int uploadsAtOnce();

  /**
   * Bytes, after decompression, that all uploads in work may have together. Each takes about six
   * times as much memory until it is booked. Never below the 8 MiB of the largest upload.
   */
  @Min(1)
  @WithDefault("12582912")
  long bytesAtOnce();

  /** What becomes of a document that names a customer whom the store does not know. */
  @WithDefault("park")
  UnknownCustomer unknownCustomer();

  /** How long an upload waits for its turn before it is answered 429. */
  @WithDefault("1S")
  Duration waitForTurn();
}
