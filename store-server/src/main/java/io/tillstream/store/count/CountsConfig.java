package io.tillstream.store.count;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMin;
import java.math.BigDecimal;
import java.time.Duration;

/** When a count may be posted, and what of it a second person looks at. */
@ConfigMapping(prefix = "tillstream.counts")
public interface CountsConfig {

  /**
   * How long ago a terminal without a mark may have called last, with nothing to send, so that what
   * the store holds of it is taken for all that it made.
   */
  @WithDefault("2m")
  Duration contactWithin();

  /**
   * For how long after the posting clocks are not believed: what a terminal without a mark recorded
   * by then goes to the review.
   */
  @WithDefault("30s")
  Duration unsureFor();

  /** The largest variance of an item, in its unit, that is posted without a second look. */
  @DecimalMin("0")
  @WithDefault("10")
  BigDecimal varianceQuantityMax();

  /** The largest variance of an item in money that is posted without a second look. */
  @DecimalMin("0")
  @WithDefault("100")
  BigDecimal varianceValueMax();
}
