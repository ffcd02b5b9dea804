package io.tillstream.endtoend.power;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.endtoend.books.Difference.Kind;
import io.tillstream.endtoend.chaos.Findings;
import io.tillstream.endtoend.chaos.Shops;
import io.tillstream.endtoend.program.Programs;
import io.tillstream.endtoend.tier.HeadOffice;
import io.tillstream.endtoend.tier.Store;
import io.tillstream.endtoend.tier.Terminal;
import io.tillstream.protocol.money.Quantity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** I1: the power fails under load, and only what was synced is still there. */
class PowerLossTest {

  private static final long SEED =
      Long.getLong("tillstream.seed", ThreadLocalRandom.current().nextLong());
  private static final int LIGHT_MILLIS_LEAST = 300;
  private static final int LIGHT_MILLIS_MOST = 1_500;

  private final SplittableRandom random = new SplittableRandom(SEED);

  @TempDir Path data;

  @Test
  @Timeout(900)
  void whatWasAcknowledgedIsThereAfterThePowerFailedAtEveryTier() throws Exception {
    ForgetfulDisk disk = ForgetfulDisk.compiled();
    try (Programs programs = new Programs(disk::under);
        Shops shops = Shops.open(programs, data, 1, 2, step -> {})) {
      shops.sell(SEED, Duration.ofMillis(12));
      Store store = shops.chain().stores().getFirst();
      HeadOffice headOffice = shops.chain().headOffice();
      for (Terminal terminal : shops.chain().terminals()) {
        lightFor();
        disk.fails(terminal.program(), terminal.data());
        terminal.comeUp();
        lightFor();
        disk.fails(store.program(), store.data());
        store.comeUp();
        lightFor();
        disk.fails(headOffice.program(), headOffice.data());
        headOffice.comeUp();
      }
      lightFor();

      Findings findings = shops.settle();

      assertThat(findings.unanswered()).as("seed %d", SEED).isEmpty();
      assertThat(findings.record().count()).isGreaterThan(30);
      assertThat(findings.lost()).as("seed %d", SEED).isEmpty();
      assertThat(findings.record().repeated()).as("seed %d", SEED).isEmpty();
      assertThat(findings.differences(Kind.values())).as("seed %d", SEED).isEmpty();
    }
  }

  // A terminal would offer again what its store has lost, and head office would give it back.
  @Test
  @Timeout(300)
  void deliveryNotesThatTheStoreAcknowledgedAreThereThoughNobodyElseHasThem() throws Exception {
    ForgetfulDisk disk = ForgetfulDisk.compiled();
    try (Programs programs = new Programs(disk::under);
        Shops shops = Shops.open(programs, data, 1, 1, step -> {})) {
      Store store = shops.chain().stores().getFirst();
      shops.chain().terminals().getFirst().stop();
      store.uplinkLine().orElseThrow().cut();
      Map<String, Quantity> goods = Map.of(shops.items().getFirst().code(), Quantity.ofUnits(1));
      long acknowledged = ownDocuments(store);
      for (int night = 0; night < 2; night++) {
        for (int note = 0; note < 5; note++) {
          store.receiveGoods("NOTE-" + night + "-" + note, goods);
          acknowledged++;
        }
        disk.fails(store.program(), store.data());
        store.comeUp();

        assertThat(ownDocuments(store)).isEqualTo(acknowledged);
      }
    }
  }

  private static long ownDocuments(Store store) throws IOException {
    return store.status().path("documents").path("own").asLong();
  }

  private void lightFor() {
    LockSupport.parkNanos(random.nextInt(LIGHT_MILLIS_LEAST, LIGHT_MILLIS_MOST) * 1_000_000L);
  }
}
