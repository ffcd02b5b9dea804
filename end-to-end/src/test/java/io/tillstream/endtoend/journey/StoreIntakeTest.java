package io.tillstream.endtoend.journey;

import static io.tillstream.endtoend.shop.Shop.aShop;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.endtoend.http.HttpAnswer;
import io.tillstream.endtoend.shop.HandMadeTerminal;
import io.tillstream.endtoend.shop.Shop;
import io.tillstream.protocol.chain.ChainedRecord;
import io.tillstream.protocol.chain.Watermark;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** I2, I11: what a store makes of uploads that are repeated or contradict each other. */
@Timeout(60)
class StoreIntakeTest {

  private static Shop shop;

  @BeforeAll
  static void open() throws IOException, InterruptedException {
    shop = aShop();
  }

  @AfterAll
  static void close() throws IOException {
    shop.close();
  }

  @Test
  void secondUploadOfTheSameBatchIsADuplicate() throws IOException {
    HandMadeTerminal till = HandMadeTerminal.at(shop.store(), "TWICE");
    ChainedRecord first = till.sale(1, "a", 2);
    ChainedRecord second = till.sale(2, "b", 3);
    BigDecimal before = onHand();

    JsonNode once = till.sends(Watermark.START, first, second).orRefused().json();
    JsonNode twice = till.sends(Watermark.START, first, second).orRefused().json();

    assertThat(once.path("outcome").asText()).isEqualTo("APPLIED");
    assertThat(once.path("verdicts").findValuesAsText("verdict"))
        .containsExactly("ACCEPTED", "ACCEPTED");
    assertThat(twice.path("outcome").asText()).isEqualTo("DUPLICATE");
    assertThat(twice.path("verdicts").findValuesAsText("verdict"))
        .containsExactly("DUPLICATE", "DUPLICATE");
    assertThat(twice.path("watermark")).isEqualTo(once.path("watermark"));
    assertThat(onHand()).isEqualByComparingTo(before.subtract(BigDecimal.valueOf(5)));
  }

  @Test
  void twoDocumentsThatClaimTheSamePlaceAreBothKeptAndShown() throws IOException {
    HandMadeTerminal till = HandMadeTerminal.at(shop.store(), "FORKED");
    ChainedRecord original = till.sale(1, "a", 2);
    ChainedRecord rival = till.sale(1, "b", 7);
    till.sends(Watermark.START, original).orRefused();
    BigDecimal before = onHand();
    long collisions = documents().path("collisions").asLong();

    JsonNode answer = till.sends(Watermark.START, rival).orRefused().json();

    assertThat(answer.path("outcome").asText()).isEqualTo("FORK");
    assertThat(answer.path("verdicts").get(0).path("verdict").asText()).isEqualTo("PARKED");
    assertThat(answer.path("verdicts").get(0).path("reason").asText()).isEqualTo("fork");
    assertThat(answer.path("watermark").path("hash").asText())
        .isEqualTo(HandMadeTerminal.after(Watermark.START, original).hash().toString());
    assertThat(documents().path("collisions").asLong()).isEqualTo(collisions + 1);
    assertThat(shop.store().admin().json("/api/documents/FORKED/1/1").toString())
        .contains("\"reference\":\"a\"");
    JsonNode beside = shop.store().admin().json("/api/collisions").path("collisions").get(0);
    assertThat(beside.path("terminal").asText()).isEqualTo("FORKED");
    assertThat(beside.path("n").asLong()).isEqualTo(1);
    assertThat(beside.path("body").asText())
        .isEqualTo(new String(rival.line(), StandardCharsets.UTF_8));
    assertThat(onHand()).isEqualByComparingTo(before);
  }

  @Test
  void uploadThatLeavesAGapChangesNothingAndIsToldWhereToGoOn() throws IOException {
    HandMadeTerminal till = HandMadeTerminal.at(shop.store(), "GAP");
    ChainedRecord first = till.sale(1, "a", 1);
    ChainedRecord second = till.sale(2, "b", 1);
    BigDecimal before = onHand();

    HttpAnswer refusal = till.sends(HandMadeTerminal.after(Watermark.START, first), second);

    assertThat(refusal.status()).isEqualTo(409);
    assertThat(refusal.json().path("code").asText()).isEqualTo("stream-gap");
    assertThat(refusal.json().path("watermark").path("position").asLong()).isZero();
    assertThat(onHand()).isEqualByComparingTo(before);
  }

  private static JsonNode documents() throws IOException {
    return shop.store().status().path("documents");
  }

  private static BigDecimal onHand() throws IOException {
    return new BigDecimal(shop.store().admin().json("/api/stock/85123A").path("quantity").asText());
  }
}
