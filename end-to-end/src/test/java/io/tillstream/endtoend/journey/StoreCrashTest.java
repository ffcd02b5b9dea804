package io.tillstream.endtoend.journey;

import static io.tillstream.endtoend.shop.Shop.aShop;
import static io.tillstream.endtoend.shop.Shop.aTerminal;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.endtoend.shop.Shop;
import io.tillstream.endtoend.shop.Till;
import io.tillstream.endtoend.shop.Until;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** I1, I2, I6: servers come and go, and in the end every tier agrees. */
@Timeout(150)
class StoreCrashTest {

  private static Shop shop;

  @BeforeAll
  static void open() throws IOException, InterruptedException {
    shop = aShop().with(aTerminal()).with(aTerminal());
  }

  @AfterAll
  static void close() throws IOException {
    shop.close();
  }

  @Test
  void storeKilledDuringIntakeComesBackWithEverythingItConfirmed() throws Exception {
    Till one = shop.till(1);
    Till two = shop.till(2);
    try (ExecutorService tills = Executors.newFixedThreadPool(2)) {
      var selling = tills.submit(() -> one.sells(400));
      var sellingToo = tills.submit(() -> two.sells(400));
      for (int kill = 1; kill <= 2; kill++) {
        long target = 60L * kill + made();
        Until.holds("the store takes documents in", () -> made() >= target);
        shop.store().program().kill();
        shop.store().start();
        shop.store().awaitReady();
      }
      selling.get();
      sellingToo.get();
    }

    assertThat(shop.reconcileWhenDrained(one, two).differences()).isEmpty();
  }

  @Test
  void storeServesItsTillsWhileHeadOfficeIsAway() throws Exception {
    Till till = shop.till(1);
    shop.headOffice().stop();
    long before = made();
    till.sells(25);

    Until.holds("the store has the sales", () -> made() == before + 25);
    assertThat(shop.store().admin().get("/q/health/ready").status()).isEqualTo(200);
    assertThat(shop.store().status().path("uplink").path("pending").asLong()).isPositive();
    shop.headOffice().start();
    shop.headOffice().awaitReady();
    assertThat(shop.reconcileWhenDrained(shop.till(1), shop.till(2)).differences()).isEmpty();
  }

  private static long made() throws IOException {
    return shop.store().status().path("documents").path("made").asLong();
  }
}
