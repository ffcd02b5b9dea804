package io.tillstream.endtoend.journey;

import static io.tillstream.endtoend.shop.Shop.aShop;
import static io.tillstream.endtoend.shop.Shop.aTerminal;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.endtoend.http.HttpAnswer;
import io.tillstream.endtoend.link.Link;
import io.tillstream.endtoend.program.Launch;
import io.tillstream.endtoend.program.Packaged;
import io.tillstream.endtoend.shop.Shop;
import io.tillstream.endtoend.shop.Till;
import io.tillstream.endtoend.shop.Until;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What head office says of the catalogue reaches the tills, unless the store says otherwise. */
@Timeout(180)
class ChainCatalogueTest {

  private static final String SALE_OF_A_VASE =
      """
      {"reference":"V1","businessDate":"2025-11-29",
       "lines":[{"item":"VASE","quantity":"1","unitPrice":"5","description":"A vase"}]}""";

  private static Shop shop;
  private static Till till;

  @BeforeAll
  static void open() throws IOException, InterruptedException {
    shop = aShop(ChainCatalogueTest::curious);
    till = shop.add(aTerminal());
  }

  /** A store that asks at once what head office says. */
  private static Map<String, String> curious(Launch launch) {
    return launch.program() == Packaged.STORE_SERVER
        ? Map.of(
            "TILLSTREAM_DOWNLINK_ASK_EVERY", "200ms", "TILLSTREAM_DOWNLINK_REST_LONGEST", "400ms")
        : Map.of();
  }

  @AfterAll
  static void close() throws IOException {
    shop.close();
  }

  @Test
  void aPriceOfTheChainReachesTheTillAndAnOverrideOfTheStoreStays() throws IOException {
    says("chain", item("LAMP") + "," + price("LAMP", "2.55"));
    Until.holds("the till knows the lamp", () -> priceAtTheTill("LAMP").equals("2.55"));

    shop.store()
        .admin()
        .send(
            "PUT",
            "/api/items/LAMP",
            "application/json",
            "{\"description\":\"A lamp\",\"price\":\"1.99\"}".getBytes(UTF_8))
        .orRefused();
    says("chain", price("LAMP", "3.5") + "," + item("AFTER"));
    Until.holds("the store has heard", () -> isAtTheTill("AFTER"));
    Until.holds("the till has the store's price", () -> priceAtTheTill("LAMP").equals("1.99"));

    shop.store()
        .admin()
        .send("DELETE", "/api/layers/own/price/LAMP", "application/json", new byte[0])
        .orRefused();
    Until.holds("the till has the chain's", () -> priceAtTheTill("LAMP").equals("3.5"));
  }

  @Test
  void whatIsSoldOfAnItemThatHeadOfficeHasBlockedIsBooked() throws IOException {
    says("chain", item("VASE") + "," + price("VASE", "5"));
    Until.holds("the till knows the vase", () -> isAtTheTill("VASE"));
    says("stores/S1", "{\"table\":\"item\",\"key\":\"VASE\",\"withheld\":true}");
    Until.holds("the till has heard", () -> !isAtTheTill("VASE"));
    till.terminal().local().post("/v1/sales", SALE_OF_A_VASE).orRefused();

    Until.holds("its goods have moved", () -> onHand("VASE").equals("-1"));
  }

  @Test
  void aStoreThatWasCutOffOrKilledHearsEverythingAfterwards() throws Exception {
    Link line = shop.store().uplinkLine().orElseThrow();
    line.cut();
    says("stores/S1", item("MUG") + "," + price("MUG", "4.5"));
    assertThat(isAtTheTill("MUG")).isFalse();
    line.restore();
    shop.store().program().kill();
    shop.store().comeUp();

    Until.holds("the till knows the mug", () -> priceAtTheTill("MUG").equals("4.5"));
  }

  private static String onHand(String item) throws IOException {
    HttpAnswer answer = shop.store().admin().get("/api/stock/" + item);
    return answer.isSuccess() ? answer.json().path("quantity").asText() : "";
  }

  private static String item(String key) {
    return "{\"table\":\"item\",\"key\":\"" + key + "\",\"description\":\"A lamp\"}";
  }

  private static String price(String key, String price) {
    return "{\"table\":\"price\",\"key\":\"" + key + "\",\"price\":\"" + price + "\"}";
  }

  private static void says(String scope, String changes) throws IOException {
    shop.headOffice()
        .admin()
        .post("/api/reference/" + scope, "{\"changes\":[" + changes + "]}")
        .orRefused();
  }

  private static boolean isAtTheTill(String item) throws IOException {
    return till.terminal().local().get("/v1/items/" + item).isSuccess();
  }

  private static String priceAtTheTill(String item) throws IOException {
    HttpAnswer answer = till.terminal().local().get("/v1/items/" + item);
    return answer.isSuccess() ? answer.json().path("unitPrice").asText() : "";
  }
}
