package io.tillstream.endtoend.journey;

import static io.tillstream.endtoend.shop.Shop.aShop;
import static io.tillstream.endtoend.shop.Shop.aTerminal;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.endtoend.books.Reconciliation;
import io.tillstream.endtoend.http.HttpPeer;
import io.tillstream.endtoend.shop.Shop;
import io.tillstream.endtoend.shop.Till;
import io.tillstream.protocol.money.Quantity;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** I9, I6: people count while tills are cut off and go on selling. */
@Timeout(150)
class CountTest {

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
  void whatWasCountedHoldsInEveryTierThoughTheTillsMarkedItOfflineAndDeliveredLater()
      throws Exception {
    Till one = shop.till(1);
    Till two = shop.till(2);
    one.sells(10);
    two.sells(10);
    shop.reconcileWhenDrained(one, two);
    shop.store().link().cut();
    one.sells(7);
    two.sells(5);
    shop.losesUnnoticed(3);

    one.marks("C1");
    two.marks("C1");
    Map<String, Quantity> found = shop.shelves();
    one.sells(4);
    two.sells(6);
    starts("C1");
    for (Map.Entry<String, Quantity> item : found.entrySet()) {
      enters("C1", item.getKey(), item.getValue());
    }
    JsonNode posted =
        post(
            "/api/counts/C1/posting",
            "{\"countedBy\":\"Ann\",\"approvedBy\":\"Ben\",\"acceptUnmarked\":true}");
    assertThat(posted.path("state").asText()).isEqualTo("posted");
    shop.store().program().kill();
    shop.store().comeUp();
    shop.store().link().restore();

    Reconciliation books = shop.reconcileWhenDrained(one, two);

    assertThat(books.differences()).isEmpty();
    JsonNode count = shop.store().admin().json("/api/counts/C1");
    assertThat(count.path("reviewOpen").asLong()).as("the marks have said it").isZero();
    assertThat(count.path("lines").findValuesAsText("restated")).isNotEmpty();
  }

  private static void starts(String count) throws IOException {
    post("/api/counts", "{\"id\":\"%s\",\"kind\":\"full\"}".formatted(count));
  }

  private static void enters(String count, String item, Quantity quantity) throws IOException {
    post(
        "/api/counts/%s/entries".formatted(count),
        "{\"device\":\"PDA-1\",\"entry\":\"%s\",\"item\":\"%s\",\"quantity\":\"%s\"}"
            .formatted(item, item, quantity));
  }

  private static JsonNode post(String path, String body) throws IOException {
    HttpPeer store = shop.store().admin();
    return store.post(path, body).orRefused().json();
  }
}
