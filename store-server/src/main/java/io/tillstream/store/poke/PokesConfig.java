package io.tillstream.store.poke;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** The lines on which terminals wait to be told that something is new. */
@ConfigMapping(prefix = "tillstream.pokes")
public interface PokesConfig {

  /** Lines at one time; a terminal beyond is answered 429 and polls instead. */
  @Min(1)
  @WithDefault("1000")
  int linesMax();

  /** Between two pokes of one terminal; the first after a quiet time goes out at once. */
  @WithDefault("10ms")
  Duration pause();

  /**
   * Pokes in a second over all terminals, as long as changes keep coming: each makes its terminal
   * ask for a page. With 300 terminals each hears of news every 0.75 s then.
   */
  @Min(1)
  @WithDefault("400")
  int perSecondMax();

  /**
   * Between two signs of life on a quiet line. A terminal that hears none for three of them calls
   * again; and a revoked terminal's line is closed within one.
   */
  @WithDefault("10s")
  Duration heartbeat();

  /** Pokes that may wait for a terminal that does not read; then its line is closed. */
  @Min(1)
  @Max(1_000)
  @WithDefault("16")
  int unreadMax();
}
