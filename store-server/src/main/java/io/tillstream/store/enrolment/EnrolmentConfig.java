package io.tillstream.store.enrolment;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** Enrolment of terminals. */
@ConfigMapping(prefix = "tillstream.enrolment")
public interface EnrolmentConfig {

  /** How long a code is good for. Long enough to walk to the till, short enough to be no key. */
  @WithDefault("15M")
  Duration codeLife();

  /**
   * Wrong codes that are answered within a minute, from all callers together; then everybody waits.
   * At 10 a minute, guessing one of 2^40 codes within its life succeeds once in seven billion tries
   * at it.
   */
  @Min(1)
  @WithDefault("10")
  int wrongCodesPerMinute();
}
