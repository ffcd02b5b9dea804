package io.tillstream.endtoend.journey;

import static io.tillstream.endtoend.shop.Shop.aShopWithABroker;
import static io.tillstream.endtoend.shop.Shop.aTerminal;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.endtoend.books.Reconciliation;
import io.tillstream.endtoend.crowd.LightStore;
import io.tillstream.endtoend.shop.Shop;
import io.tillstream.endtoend.shop.Till;
import io.tillstream.endtoend.shop.Topic;
import io.tillstream.endtoend.shop.Until;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** I2, I6, I13: facts that go up by way of a message broker arrive once, whatever dies. */
@Timeout(300)
class BrokerTest {

  private static Shop shop;

  @BeforeAll
  static void open() throws IOException, InterruptedException {
    shop = aShopWithABroker().with(aTerminal());
  }

  @AfterAll
  static void close() throws IOException {
    shop.close();
  }

  @Test
  void salesArriveOnceThoughTheBrokerIsAwayForAPartAndHeadOfficeIsKilledTwice() throws Exception {
    Till till = shop.till(1);
    long before = till.acknowledged();
    AtomicBoolean closingTime = new AtomicBoolean();
    long sold;
    try (ExecutorService aside = Executors.newSingleThreadExecutor()) {
      Future<Long> selling = aside.submit(() -> till.sellsUntil(closingTime::get));
      try {
        confirmsMore(30);
        shop.headOffice().program().kill();
        carriesMore(30); // the broker keeps what nobody takes
        shop.broker().stop();
        Until.holds("the store says that the broker is away", () -> uplink().has("lastError"));
        assertThat(shop.store().admin().get("/q/health/ready").status()).isEqualTo(200);
        assertThat(shop.store().admin().get("/q/health/live").status()).isEqualTo(200);
        shop.headOffice().comeUp();
        shop.broker().comeUp();
        confirmsMore(30);
        shop.headOffice().program().kill();
        shop.headOffice().comeUp();
        confirmsMore(30);
      } finally {
        closingTime.set(true);
      }
      sold = selling.get();
    }

    Reconciliation books = shop.reconcileWhenDrained(till);
    assertThat(books.differences()).isEmpty();
    assertThat(till.acknowledged()).isEqualTo(before + sold);
    assertThat(uplink().path("lastError").isMissingNode()).isTrue();
  }

  @Test
  void aTillIsToldThatHeadOfficeHasItsDocumentsOnlyWhenItHas() throws Exception {
    Till till = shop.till(1);
    till.sells(1);
    Until.holds("everything has drained", till::hasDrained);
    shop.headOffice().stop();
    till.sells(5);

    carriesMore(5);

    JsonNode status = till.terminal().status();
    assertThat(status.path("acknowledged").path("headOffice").asLong())
        .isEqualTo(status.path("last").path("n").asLong() - 5);
    assertThat(uplink().path("pending").asLong()).isEqualTo(5);
    shop.headOffice().comeUp();
    Until.holds("everything has drained", till::hasDrained);
  }

  @Test
  void whatOthersWriteUnderAStoresNameIsPutAwayAndTheStoreGoesOn() throws Exception {
    Till till = shop.till(1);
    till.sells(1);
    Until.holds("everything has drained", till::hasDrained);
    byte[] made = new LightStore(shop.store().id(), "made-up").sells(3);
    try (Topic topic = Topic.at(shop.broker())) {
      topic.put("S1", made);
      topic.put("S1", made, "not-the-credential");
      topic.put("S1", new byte[0]);
      topic.put("NOBODY", made);
      topic.put("no store's name", made);
      topic.put(null, made);
      topic.put("S1", null);
    }

    till.sells(5);

    assertThat(shop.reconcileWhenDrained(till).differences()).isEmpty();
    assertThat(shop.headOffice().admin().json("/api/status").path("stores")).hasSize(1);
  }

  private static void confirmsMore(int facts) throws IOException {
    long target = uplink().path("position").asLong() + facts;
    Until.holds("head office confirms more", () -> uplink().path("position").asLong() >= target);
  }

  private static void carriesMore(int facts) throws IOException {
    long target = uplink().path("position").asLong() + facts;
    Until.holds("the broker takes more", () -> uplink().path("carried").asLong() >= target);
  }

  private static JsonNode uplink() throws IOException {
    return shop.store().status().path("uplink");
  }
}
