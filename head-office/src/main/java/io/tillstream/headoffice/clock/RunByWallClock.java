package io.tillstream.headoffice.clock;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The one place where this program takes its clock from. Times are data here, never order. */
class RunByWallClock {

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }
}
