package io.tillstream.endtoend.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.endtoend.books.Difference.Kind;
import io.tillstream.endtoend.link.Direction;
import io.tillstream.endtoend.link.Fault;
import io.tillstream.endtoend.link.Link;
import io.tillstream.endtoend.program.Programs;
import io.tillstream.endtoend.tier.Store;
import io.tillstream.endtoend.tier.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * I15: whatever was wrong with a line, when it is over everything drains within {@value
 * #DRAINS_WITHIN_SECONDS} seconds, from what stood in the outbox when the fault ended.
 */
class HealTest {

  static final int DRAINS_WITHIN_SECONDS = 60;

  private static final Duration HOLDS = Duration.ofMillis(1_500);
  private static final List<Fault> FAULTS =
      List.of(
          Fault.Delay.of(Duration.ofMillis(700)),
          new Fault.Bandwidth(800),
          new Fault.CutAfter(300),
          new Fault.ResetAfter(300),
          new Fault.StallAfter(300),
          new Fault.BlackHole(),
          new Fault.HalfOpen());

  @TempDir Path data;

  @Test
  @Timeout(900)
  void everythingDrainsAfterEveryFaultInEachDirectionOnBothHops() throws Exception {
    try (Programs programs = new Programs();
        Shops shops = Shops.open(programs, data, 1, 1, step -> {})) {
      Store store = shops.chain().stores().getFirst();
      Terminal terminal = shops.chain().terminals().getFirst();
      shops.sell(1, Duration.ofMillis(25));
      for (Fault fault : FAULTS) {
        for (Direction direction : Direction.values()) {
          terminal.line().suffers(direction, fault);
          store.uplinkLine().orElseThrow().suffers(direction, fault);
          LockSupport.parkNanos(HOLDS.toNanos());
          drainsAfter(shops, fault, direction);
        }
      }

      Findings findings = shops.settle();

      assertThat(findings.unanswered()).as("no till ever waited for a line").isEmpty();
      assertThat(shops.repeats()).as("nor was refused").isZero();
      assertThat(findings.lost()).isEmpty();
      assertThat(findings.differences(Kind.values())).isEmpty();
    }
  }

  // What is there when it ends; the till goes on selling meanwhile.
  private static void drainsAfter(Shops shops, Fault fault, Direction direction)
      throws IOException {
    Terminal terminal = shops.chain().terminals().getFirst();
    Store store = shops.chain().stores().getFirst();
    long made = terminal.status().path("last").path("n").asLong();
    long head = store.status().path("head").asLong();
    for (Link line : List.of(terminal.line(), store.uplinkLine().orElseThrow())) {
      line.restore();
    }
    long deadline = System.nanoTime() + DRAINS_WITHIN_SECONDS * 1_000_000_000L;
    while (terminal.status().path("acknowledged").path("headOffice").asLong() < made
        || terminal.status().path("catalogue").path("seq").asLong() < head) {
      assertThat(System.nanoTime() - deadline)
          .as("%s %s: %s", fault, direction, terminal.status())
          .isNegative();
      LockSupport.parkNanos(50_000_000);
    }
  }
}
