package io.tillstream.endtoend.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.endtoend.http.HttpPeer;
import io.tillstream.endtoend.link.Link;
import io.tillstream.endtoend.program.Launch;
import io.tillstream.endtoend.program.Packaged;
import io.tillstream.endtoend.program.Programs;
import io.tillstream.endtoend.shop.Until;
import io.tillstream.endtoend.tier.Chain;
import io.tillstream.endtoend.tier.OpenShops;
import io.tillstream.endtoend.tier.Store;
import io.tillstream.protocol.money.Quantity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Goods go from one store to another, as head office and both stores see it. */
@Timeout(180)
class TransferTest {

  private static final String LAMP = "LAMP";

  private static Path data;
  private static Programs programs;
  private static Chain chain;
  private static Store sends;
  private static Store gets;

  @BeforeAll
  static void open() throws IOException, InterruptedException {
    data = Files.createTempDirectory("tillstream-transfer-");
    programs = new Programs(TransferTest::curious);
    chain = new OpenShops(programs, data, Optional.empty(), step -> {}, true).open(2, 0);
    sends = chain.stores().getFirst();
    gets = chain.stores().getLast();
    for (Store store : chain.stores()) {
      store.importCatalogue("item,price\nLAMP,2.55\n".getBytes(StandardCharsets.UTF_8));
    }
    sends.receiveGoods("OPENING", Map.of(LAMP, Quantity.ofUnits(100)));
  }

  /** Stores that ask at once what became of their transfers. */
  private static Map<String, String> curious(Launch launch) {
    return launch.program() == Packaged.STORE_SERVER
        ? Map.of("TILLSTREAM_TRANSFERS_ASK_EVERY", "200ms")
        : Map.of();
  }

  @AfterAll
  static void close() throws IOException {
    programs.close();
    for (Store store : chain.stores()) {
      store.link().close();
      store.uplinkLine().ifPresent(Link::close);
    }
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  @Test
  void whatArrivesShortIsSeenByBothStoresAndHeadOfficeUntilItIsSettled() throws IOException {
    String id = dispatched(10);
    Until.holds(
        "the other store hears what is on its way", () -> state(gets.admin(), id, "dispatched"));

    receives(id, 7);
    Until.holds("all know that it is short", () -> everywhere(id, "received-short", "3"));
    post(
        sends,
        "/" + id + "/difference",
        "{\"reference\":\"lost\",\"kind\":\"missing\",\"reason\":\"lost on the way\",%s}",
        3);

    Until.holds("all know that it is closed", () -> everywhere(id, "closed", "0"));
    JsonNode stock = chain.headOffice().admin().json("/api/stock/" + LAMP);
    assertThat(stock.path("locations").path("in-transit").asText()).isEqualTo("0");
    for (Store store : chain.stores()) {
      Until.holds("it is equal", () -> store.equality().path("equal").asBoolean());
      JsonNode proof = store.equality();
      assertThat(proof.path("headOffice").path("at").isNumber()).isTrue();
    }
  }

  @Test
  void goodsArriveAtAStoreThatIsCutOffAndEverythingHealsAfterwards() throws IOException {
    Link line = gets.uplinkLine().orElseThrow();
    line.cut();
    String id = dispatched(5);
    receives(id, 5);
    assertThat(transfer(gets.admin(), id).path("state").asText()).isEqualTo("received-ahead");

    line.restore();

    Until.holds("all know that it is closed", () -> everywhere(id, "closed", "0"));
  }

  private static String dispatched(int units) throws IOException {
    return post(sends, "", "{\"reference\":\"out-" + units + "\",\"store\":\"S2\",%s}", units)
        .path("transfer")
        .path("id")
        .asText();
  }

  private static void receives(String id, int units) throws IOException {
    post(
        gets,
        "/" + id + "/receipts",
        "{\"reference\":\"in-" + units + "\",\"store\":\"S1\",%s}",
        units);
  }

  private static JsonNode post(Store store, String path, String body, int units)
      throws IOException {
    String lines = "\"lines\":[{\"item\":\"LAMP\",\"quantity\":" + units + "}]";
    return store.admin().post("/api/transfers" + path, body.formatted(lines)).orRefused().json();
  }

  private static boolean everywhere(String id, String state, String inTransit) throws IOException {
    for (HttpPeer tier : List.of(sends.admin(), gets.admin(), chain.headOffice().admin())) {
      JsonNode item = transfer(tier, id).path("items").path(0);
      if (!state(tier, id, state) || !item.path("inTransit").asText().equals(inTransit)) {
        return false;
      }
    }
    return true;
  }

  private static boolean state(HttpPeer tier, String id, String state) throws IOException {
    return transfer(tier, id).path("state").asText().equals(state);
  }

  private static JsonNode transfer(HttpPeer tier, String id) throws IOException {
    return tier.json("/api/transfers/" + id);
  }
}
