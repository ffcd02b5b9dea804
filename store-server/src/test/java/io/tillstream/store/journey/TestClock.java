package io.tillstream.store.journey;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** The server's clock, which tests can push on. */
public final class TestClock extends Clock {

  private static final AtomicLong AHEAD_MILLIS = new AtomicLong();

  static void advance(Duration by) {
    AHEAD_MILLIS.addAndGet(by.toMillis());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return Clock.offset(Clock.system(zone), Duration.ofMillis(AHEAD_MILLIS.get()));
  }

  @Override
  public Instant instant() {
    return Clock.systemUTC().instant().plusMillis(AHEAD_MILLIS.get());
  }

  /** Takes the place of the program's own clock. */
  @Alternative
  @Priority(1)
  static final class Wiring {

    @Produces
    @Singleton
    @Alternative
    Clock clock() {
      return new TestClock();
    }
  }
}
