package io.tillstream.protocol.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final Backoff BACKOFF = new Backoff(SHORTEST, LONGEST);

  @Test
  void waitDoublesUntilTheLongest() {
    assertThat(BACKOFF.after(1, 1000)).isEqualTo(Duration.ofSeconds(1));
    assertThat(BACKOFF.after(2, 1000)).isEqualTo(Duration.ofSeconds(2));
    assertThat(BACKOFF.after(5, 1000)).isEqualTo(Duration.ofSeconds(16));
    assertThat(BACKOFF.after(7, 1000)).isEqualTo(LONGEST);
  }

  @Test
  void terminalsThatFailTogetherReturnSpreadOverHalfTheWait() {
    assertThat(BACKOFF.after(3, 0)).isEqualTo(Duration.ofSeconds(2));
    assertThat(BACKOFF.after(3, 500)).isEqualTo(Duration.ofSeconds(3));
    assertThat(BACKOFF.after(3, 1000)).isEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void waitStaysWithinBoundsHoweverOftenItFailed() {
    for (int failures = 1; failures < 200; failures++) {
      for (int jitter = 0; jitter <= 1000; jitter += 10) {
        assertThat(BACKOFF.after(failures, jitter)).isBetween(SHORTEST.dividedBy(2), LONGEST);
      }
    }
    assertThat(BACKOFF.after(Integer.MAX_VALUE, 1000)).isEqualTo(LONGEST);
  }
}
