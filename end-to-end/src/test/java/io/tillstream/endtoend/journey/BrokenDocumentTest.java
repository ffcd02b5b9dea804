package io.tillstream.endtoend.journey;

import static io.tillstream.endtoend.shop.Shop.aShop;
import static io.tillstream.endtoend.shop.Shop.aTerminal;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.endtoend.shop.HandMadeTerminal;
import io.tillstream.endtoend.shop.Shop;
import io.tillstream.endtoend.shop.Till;
import io.tillstream.endtoend.shop.Until;
import io.tillstream.protocol.chain.ChainedRecord;
import io.tillstream.protocol.chain.Watermark;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** I14: what cannot be booked is kept and shown, and delays nobody else. */
@Timeout(90)
class BrokenDocumentTest {

  private static Shop shop;

  @BeforeAll
  static void open() throws IOException, InterruptedException {
    shop = aShop().with(aTerminal());
  }

  @AfterAll
  static void close() throws IOException {
    shop.close();
  }

  @Test
  void documentsThatMakeNoSenseAreKeptAndHinderNobody() throws IOException {
    Till other = shop.till(1);
    HandMadeTerminal broken = HandMadeTerminal.at(shop.store(), "BROKEN");
    // JSON can write half of a character that UTF-8 and a database cannot hold.
    ChainedRecord half = altered(broken.sale(1, "a", 2), "\"85123A\"", "\"85123\\udc00\"");
    ChainedRecord wrong =
        altered(broken.sale(2, "b", 3), "}],\"totalMinor\":375", "}],\"totalMinor\":376");
    // Not even JSON: a byte of the disk went over to the other side.
    ChainedRecord garbled = new ChainedRecord(3, new byte[] {'{', (byte) 0xFF, '"', 0, ','});
    ChainedRecord sound = broken.sale(4, "c", 1);

    JsonNode answer = broken.sends(Watermark.START, half, wrong, garbled, sound).orRefused().json();

    assertThat(answer.path("outcome").asText()).isEqualTo("APPLIED");
    assertThat(answer.path("verdicts").findValuesAsText("verdict"))
        .containsExactly("PARKED", "PARKED", "PARKED", "ACCEPTED");
    assertThat(answer.path("verdicts").findValuesAsText("reason"))
        .containsExactly("unreadable", "unreadable", "unreadable");
    assertThat(kept(1)).contains("85123\\udc00");
    assertThat(kept(2)).contains("\"totalMinor\":376");
    assertThat(kept(3)).contains("\"bytes\":\"e/8iACw=\"");

    other.sells(2);
    Until.holds("sales of others reach head office, and changes the till", other::hasDrained);
    Until.holds("head office has all of the broken terminal", () -> atHeadOffice() == 4);
    assertThat(stockAt(other)).isEqualTo(stockAtStore());
    assertThat(headOffice().path("documents").path("parked").asLong()).isEqualTo(3);

    // A person settles one of them; both tiers agree on what is left.
    shop.store()
        .admin()
        .post("/api/parked/BROKEN/1/3/dismissal", "{\"reason\":\"rung up again\"}")
        .orRefused();
    Until.holds(
        "head office learns of the dismissal",
        () -> headOffice().path("documents").path("parked").asLong() == 2);
  }

  private static ChainedRecord altered(ChainedRecord document, String from, String to) {
    String text = new String(document.line(), StandardCharsets.UTF_8);
    assertThat(text).contains(from);
    return new ChainedRecord(
        document.position(), text.replace(from, to).getBytes(StandardCharsets.UTF_8));
  }

  private static String kept(long n) throws IOException {
    byte[] body = shop.store().admin().get("/api/documents/BROKEN/1/" + n).orRefused().body();
    return new String(body, StandardCharsets.UTF_8);
  }

  private static long atHeadOffice() throws IOException {
    for (JsonNode stream : headOffice().path("streams")) {
      if (stream.path("terminal").asText().equals("BROKEN")) {
        return stream.path("n").asLong();
      }
    }
    return 0;
  }

  private static JsonNode headOffice() throws IOException {
    return shop.headOffice().admin().json("/api/status").path("stores").get(0);
  }

  private static String stockAt(Till till) throws IOException {
    return till.terminal().local().json("/v1/stock/85123A").path("quantity").asText();
  }

  private static String stockAtStore() throws IOException {
    return shop.store().admin().json("/api/stock/85123A").path("quantity").asText();
  }
}
