package io.tillstream.endtoend.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.endtoend.books.Difference.Kind;
import io.tillstream.endtoend.program.Programs;
import io.tillstream.endtoend.tier.Store;
import io.tillstream.endtoend.tier.Terminal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * I1, I2, I6, I10: programs are killed at any moment while the tills sell; the record of what was
 * acknowledged is kept in this process. {@code -Dtillstream.kills=50} makes a long run of it.
 */
class KillLoopTest {

  private static final int KILLS = Integer.getInteger("tillstream.kills", 6);
  private static final long SEED =
      Long.getLong("tillstream.seed", ThreadLocalRandom.current().nextLong());
  private static final int LONGEST_LIFE_MILLIS = 1_200;

  @TempDir Path data;

  @Test
  @Timeout(1_800)
  void whatWasAcknowledgedIsInEveryTierOnceHoweverOftenProgramsAreKilled() throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    try (Programs programs = new Programs();
        Shops shops = Shops.open(programs, data, 1, 2, step -> {})) {
      shops.sell(SEED, Duration.ofMillis(15));
      for (int kill = 0; kill < KILLS; kill++) {
        LockSupport.parkNanos(random.nextInt(LONGEST_LIFE_MILLIS) * 1_000_000L);
        Store store = shops.chain().stores().getFirst();
        List<Terminal> terminals = shops.chain().terminals();
        switch (kill % 3) {
          case 0 -> shops.kill(terminals.get(random.nextInt(terminals.size())));
          case 1 -> shops.kill(store);
          default -> shops.kill(shops.chain().headOffice());
        }
      }

      Findings findings = shops.settle();

      assertThat(findings.unanswered()).as("seed %d", SEED).isEmpty();
      assertThat(findings.record().count()).isGreaterThan(KILLS * 5);
      assertThat(shops.repeats()).as("requests that met a dead agent").isPositive();
      assertThat(findings.lost()).as("seed %d", SEED).isEmpty();
      assertThat(findings.record().repeated()).as("seed %d", SEED).isEmpty();
      assertThat(findings.differences(Kind.values())).as("seed %d", SEED).isEmpty();
    }
  }
}
