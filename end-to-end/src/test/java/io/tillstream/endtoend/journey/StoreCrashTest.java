package io.tillstream.endtoend.journey;

import static io.tillstream.endtoend.shop.Shop.aShop;
import static io.tillstream.endtoend.shop.Shop.aTerminal;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.endtoend.books.Reconciliation;
import io.tillstream.endtoend.link.Link;
import io.tillstream.endtoend.shop.Shop;
import io.tillstream.endtoend.shop.Till;
import io.tillstream.endtoend.shop.Until;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** I1, I2, I6: servers come and go, and in the end every tier agrees. */
@Timeout(150)
class StoreCrashTest {

  private static final long TWO_SECONDS_NANOS = 2_000_000_000;

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
    long before = one.acknowledged() + two.acknowledged();
    Link link = shop.store().link();
    AtomicBoolean closingTime = new AtomicBoolean();
    long sold;
    try (ExecutorService tills = Executors.newFixedThreadPool(2)) {
      Future<Long> selling = tills.submit(() -> one.sellsUntil(closingTime::get));
      Future<Long> sellingToo = tills.submit(() -> two.sellsUntil(closingTime::get));
      try {
        takesIn(60);
        link.stallInRequestAfter(700); // no question for changes is so long
        Until.holds("the store has a part of an upload", link::isStalled);
        killedAndStartedAgain();

        takesIn(60);
        takesInWhatItCannotConfirm(link);
        killedAndStartedAgain();
        takesIn(60);
      } finally {
        closingTime.set(true);
      }
      sold = selling.get() + sellingToo.get();
    }

    Reconciliation books = shop.reconcileWhenDrained(one, two);
    assertThat(books.differences()).isEmpty();
    assertThat(books.documentsInStore()).isEqualTo(before + sold);
    assertThat(made()).isEqualTo(before + sold);
  }

  private static void takesIn(int documents) throws IOException {
    long target = made() + documents;
    Until.holds("the store takes documents in", () -> made() >= target);
  }

  // An agent whose answer was lost greets before it sends again: one upload each is all there is,
  // and none when both had just been counted or were at rest. Then once more.
  private static void takesInWhatItCannotConfirm(Link link) {
    Until.holds(
        "the store takes in what it cannot confirm",
        () -> {
          link.restore();
          takesIn(1);
          long before = made();
          link.loseAnswers();
          LockSupport.parkNanos(TWO_SECONDS_NANOS);
          return made() > before;
        });
  }

  private static void killedAndStartedAgain() throws IOException, InterruptedException {
    shop.store().program().kill();
    shop.store().link().restore();
    shop.store().comeUp();
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
    shop.headOffice().comeUp();
    assertThat(shop.reconcileWhenDrained(shop.till(1), shop.till(2)).differences()).isEmpty();
  }

  private static long made() throws IOException {
    return shop.store().status().path("documents").path("made").asLong();
  }
}
