package io.tillstream.store.equality;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nobody has to ask: a store compares by itself. */
class ProveNowAndThenTest {

  private final List<Boolean> thorough = new ArrayList<>();
  private long minutes;
  private boolean leads = true;
  private boolean fails;

  private record EveryHourAndDay() implements EqualityConfig {

    @Override
    public Duration every() {
      return Duration.ofHours(1);
    }

    @Override
    public Duration thoroughlyEvery() {
      return Duration.ofDays(1);
    }
  }

  private final ProveNowAndThen nowAndThen =
      new ProveNowAndThen(
          this::compare,
          () -> leads,
          new EveryHourAndDay(),
          () -> Duration.ofMinutes(minutes).toNanos());

  @Test
  void everyHourAndThoroughlyOnceADay() {
    runsFor(Duration.ofDays(10));

    assertThat(thorough).hasSizeBetween(239, 251);
    assertThat(Collections.frequency(thorough, true)).isEqualTo(10);
  }

  @Test
  void theFirstComesSoonAfterTheStart() {
    runsFor(Duration.ofMinutes(7));

    assertThat(thorough).containsExactly(false);
  }

  @Test
  void aStoreThatDoesNotLeadLeavesItToWhoeverDoes() {
    leads = false;
    runsFor(Duration.ofDays(2));

    assertThat(thorough).isEmpty();
  }

  @Test
  void oneThatFailsIsFollowedByTheNext() {
    fails = true;
    runsFor(Duration.ofHours(2));

    assertThat(thorough).hasSize(2);
  }

  private void runsFor(Duration time) {
    for (long end = minutes + time.toMinutes(); minutes < end; minutes++) {
      nowAndThen.whenDue();
    }
  }

  private Proof compare(boolean thoroughly) throws SQLException {
    thorough.add(thoroughly);
    if (fails) {
      throw new SQLException("the books cannot be read");
    }
    return null;
  }
}
