package io.tillstream.endtoend.journey;

import static io.tillstream.endtoend.shop.Shop.aShopWithABroker;
import static io.tillstream.endtoend.shop.Shop.aTerminal;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.endtoend.books.Reconciliation;
import io.tillstream.endtoend.crowd.LightStore;
import io.tillstream.endtoend.http.HttpAnswer;
import io.tillstream.endtoend.shop.Shop;
import io.tillstream.endtoend.shop.TheFeed;
import io.tillstream.endtoend.shop.Till;
import io.tillstream.endtoend.shop.Topic;
import io.tillstream.endtoend.shop.Until;
import io.tillstream.platform.schema.Schemas;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * I2, I6, I13: facts that go up by way of a message broker arrive once, whatever dies, and however
 * carriers are mixed.
 */
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
    try (Topic topic = Topic.at(shop.broker())) {
      assertThat(topic.checkEnvelopes("S1")).isPositive();
      assertThat(topic.standings("S1")).isNotEmpty();
      assertThat(TheFeed.told(shop.headOffice(), topic))
          .isEqualTo(TheFeed.asked(shop.headOffice()));
    }
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

  @Test
  void carriersChangeWhileOneHoldsOlderFactsAndAFileComesLate() throws Exception {
    Till till = shop.till(1);
    till.sells(5);
    Until.holds("everything has drained", till::hasDrained);
    shop.headOffice().program().kill();
    till.sells(20);
    Until.holds("the broker holds them", () -> carriedAhead() >= 20);
    byte[] first = export();

    shop.store().stop();
    shop.store().sendsStraight();
    shop.store().comeUp();
    till.sells(10);
    shop.headOffice().comeUp(); // what the broker held comes now, beside the straight line
    till.sells(10);
    Until.holds("everything has drained", till::hasDrained);

    List<String> outcomes = imported(first);
    assertThat(outcomes).isNotEmpty().containsOnly("DUPLICATE");

    shop.store().stop();
    shop.store().sendsOver(shop.broker());
    shop.store().comeUp();
    till.sells(10);
    assertThat(shop.reconcileWhenDrained(till).differences()).isEmpty();
    assertThat(uplink().path("lastError").isMissingNode()).isTrue();
  }

  @Test
  void aFileCarriesWhatNoLineDoesAndItsReceiptFreesTheTill() throws Exception {
    Till till = shop.till(1);
    Until.holds("everything has drained", till::hasDrained);
    shop.broker().stop();
    till.sells(15);
    Until.holds("the sales are in the store", () -> uplink().path("pending").asLong() == 15);

    byte[] file = export();
    HttpAnswer receipt = bring(file);

    assertThat(receipt.status()).isEqualTo(200);
    assertThat(receipt.json().path("outcome").asText()).isEqualTo("APPLIED");
    assertThat(bring(file).json().path("outcome").asText()).isEqualTo("DUPLICATE");
    for (int twice = 0; twice < 2; twice++) {
      HttpAnswer confirmed = shop.store().admin().post("/api/uplink/receipt", receipt.body());
      assertThat(confirmed.status()).isEqualTo(200);
      assertThat(confirmed.json().path("pending").asLong()).isZero();
    }
    Until.holds(
        "the till knows",
        () ->
            till.terminal().status().path("acknowledged").path("headOffice").asLong()
                == till.terminal().status().path("last").path("n").asLong());
    shop.broker().comeUp();
    till.sells(5);
    assertThat(shop.reconcileWhenDrained(till).differences()).isEmpty();
  }

  private static void confirmsMore(int facts) throws IOException {
    long target = uplink().path("position").asLong() + facts;
    Until.holds("head office confirms more", () -> uplink().path("position").asLong() >= target);
  }

  private static void carriesMore(int facts) throws IOException {
    long target = uplink().path("position").asLong() + facts;
    Until.holds("the broker takes more", () -> uplink().path("carried").asLong() >= target);
  }

  private static byte[] export() throws IOException {
    byte[] file = shop.store().admin().post("/api/uplink/export", "").orRefused().body();
    Schemas.checkFactsFile(file);
    return file;
  }

  private static HttpAnswer bring(byte[] file) throws IOException {
    HttpAnswer receipt =
        shop.headOffice().admin().send("POST", "/api/inbox/import", "application/gzip", file);
    Schemas.check("facts-receipt", receipt.orRefused().body());
    return receipt;
  }

  private static List<String> imported(byte[] file) throws IOException {
    List<String> outcomes = new ArrayList<>();
    for (JsonNode envelope : bring(file).orRefused().json().path("envelopes")) {
      outcomes.add(envelope.path("outcome").asText());
    }
    return outcomes;
  }

  private static long carriedAhead() throws IOException {
    return uplink().path("carried").asLong() - uplink().path("position").asLong();
  }

  private static JsonNode uplink() throws IOException {
    return shop.store().status().path("uplink");
  }
}
