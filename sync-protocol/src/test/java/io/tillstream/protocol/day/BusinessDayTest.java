package io.tillstream.protocol.day;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The shop's calendar goes on by closes alone (I20). */
class BusinessDayTest {

  private static final LocalDate FRIDAY = LocalDate.of(2026, 11, 20);

  @Test
  void theFirstDocumentOpensTheDayOfTheClock() {
    assertThat(BusinessDay.START.opened(FRIDAY).open()).isEqualTo(FRIDAY);
  }

  @Test
  void whereNoDayWasEverClosedTheDateFollowsTheClockForward() {
    BusinessDay day = BusinessDay.START.opened(FRIDAY);

    assertThat(day.at(FRIDAY.plusDays(1))).isEqualTo(FRIDAY.plusDays(1));
    assertThat(day.at(FRIDAY.minusDays(1))).isEqualTo(FRIDAY);
  }

  @Test
  void whereDaysAreClosedNoClockMovesAnOpenDay() {
    BusinessDay day =
        BusinessDay.START.opened(FRIDAY.minusDays(1)).closed(FRIDAY.minusDays(1)).opened(FRIDAY);

    assertThat(day.at(FRIDAY.plusDays(40))).isEqualTo(FRIDAY);
    assertThat(day.at(FRIDAY.minusDays(40))).isEqualTo(FRIDAY);
  }

  @Test
  void aClockThatHasGoneBackOpensTheDayAfterTheClose() {
    BusinessDay closed = BusinessDay.START.opened(FRIDAY).closed(FRIDAY);

    assertThat(closed.at(FRIDAY.minusDays(3))).isEqualTo(FRIDAY.plusDays(1));
    assertThat(closed.at(FRIDAY)).isEqualTo(FRIDAY.plusDays(1));
    assertThat(closed.at(FRIDAY.plusDays(3))).isEqualTo(FRIDAY.plusDays(3));
  }

  @Test
  void aDayIsClosedOnceAndNeverBeforeTheOneThatIsOpen() {
    BusinessDay open = BusinessDay.START.opened(FRIDAY);
    BusinessDay closed = open.closed(FRIDAY);

    assertThat(open.canClose(FRIDAY.minusDays(1))).isFalse();
    assertThat(closed.canClose(FRIDAY)).isFalse();
    assertThat(closed.canClose(FRIDAY.plusDays(1))).isTrue();
    assertThatIllegalArgumentException().isThrownBy(() -> closed.closed(FRIDAY));
  }

  @Test
  void theDateNeverGoesBackWhateverTheClockSays() {
    for (long seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      BusinessDay day = BusinessDay.START;
      LocalDate last = LocalDate.MIN;
      for (int i = 0; i < 60; i++) {
        LocalDate clock = FRIDAY.plusDays(random.nextInt(41) - 20);
        LocalDate date = day.at(clock);
        assertThat(date).as("seed %d", seed).isAfterOrEqualTo(last);
        last = date;
        day = day.opened(clock);
        if (random.nextInt(3) == 0) {
          day = day.closed(date);
        }
      }
    }
  }
}
