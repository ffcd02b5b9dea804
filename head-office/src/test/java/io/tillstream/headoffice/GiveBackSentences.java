package io.tillstream.headoffice;

import static io.restassured.RestAssured.given;
import static io.tillstream.headoffice.AStore.aStore;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.restassured.response.Response;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.wire.FactRecord;
import io.tillstream.protocol.wire.Protocol;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A store that has lost its documents gets them back as it once decided on them (I18). */
abstract class GiveBackSentences {

  @Test
  void aStoreHearsHowFarEachOfItsStreamsIsHeld() {
    AStore store = aStore();
    ATerminal till = store.terminal("T1");
    store.accepts(till.sells("A", 1));
    ATerminal.Made last = till.sells("A", 2);
    store.accepts(last).accepts(store.terminal("STORE").sells("A", 9));
    store.delivers(store.everything()).statusCode(200);

    asks(store, "streams")
        .then()
        .statusCode(200)
        .body("protocol", equalTo(3))
        .body("streams", hasSize(2))
        .body("streams.find { it.terminal == 'T1' }.epoch", equalTo(1))
        .body("streams.find { it.terminal == 'T1' }.n", equalTo(2))
        .body("streams.find { it.terminal == 'T1' }.hash", equalTo(last.hash().toString()))
        .body("streams.find { it.terminal == 'STORE' }.n", equalTo(1));
  }

  @Test
  void documentsComeBackVerbatimWithTheDecisionOnThem() {
    AStore store = aStore();
    ATerminal till = store.terminal("T1");
    ATerminal.Made first = till.sells("A", 1);
    ATerminal.Made open = till.sellsUnknown("NEW", 4);
    ATerminal.Made parked = till.sellsUnknown("NEVER", 4);
    ATerminal.Made broken = till.makes("[1, 2]");
    TreeMap<Integer, Boolean> decided = new TreeMap<>();
    decided.put(0, false);
    store.accepts(first).accepts(open, decided).parks(parked, "NEVER").findsUnreadable(broken);
    store.delivers(store.everything()).statusCode(200);

    List<String> lines = lines(asks(store, "documents?terminal=T1&epoch=1&after=0"));

    assertThat(lines).hasSize(5);
    assertThat(lines.getFirst())
        .contains("\"from\":0")
        .contains("\"previousHash\":\"" + Hash.START)
        .contains("\"to\":4")
        .contains("\"hash\":\"" + broken.hash());
    assertThat(documentOf(lines.get(1))).isEqualTo(first.bytes());
    assertThat(lines.get(2)).contains("\"verdict\":\"ACCEPTED\"", "\"resolved\":{\"0\":false}");
    assertThat(lines.get(3)).contains("\"reason\":\"unknown-item\",\"detail\":\"NEVER\"");
    assertThat(lines.get(4)).contains("\"reason\":\"unreadable\"");
    assertThat(documentOf(lines.get(4))).isEqualTo(broken.bytes());
  }

  @Test
  void aDocumentReleasedSinceComesBackAsBooked() {
    AStore store = aStore();
    ATerminal.Made parked = store.terminal("T1").sellsUnknown("NEW", 4);
    TreeMap<Integer, Boolean> decided = new TreeMap<>();
    decided.put(0, true);
    store.parks(parked, "NEW").releases(parked.key(), decided);
    store.delivers(store.everything()).statusCode(200);

    assertThat(lines(asks(store, "documents?terminal=T1&epoch=1&after=0")).get(1))
        .contains("\"verdict\":\"ACCEPTED\"", "\"resolved\":{\"0\":true}");
  }

  @Test
  void aDocumentDismissedSinceComesBackAsDismissedWithTheReasonThatWasGiven() {
    AStore store = aStore();
    ATerminal till = store.terminal("T1");
    ATerminal.Made parked = till.sellsUnknown("NEVER", 4);
    ATerminal.Made noJson = till.makes("no JSON");
    store.parks(parked, "NEVER").findsNoJson(noJson);
    store.dismisses(parked, "sold on paper").dismisses(noJson, "scrap");
    store.delivers(store.everything()).statusCode(200);

    List<String> lines = lines(asks(store, "documents?terminal=T1&epoch=1&after=0"));

    assertThat(lines.get(1)).contains("\"reason\":\"dismissed\",\"detail\":\"sold on paper\"");
    assertThat(lines.get(2))
        .contains("\"reason\":\"dismissed\",\"detail\":\"scrap\"", "\"bytes\":");
  }

  @Test
  void aStoreGoesOnAfterThePlaceThatItHas() {
    AStore store = aStore();
    ATerminal till = store.terminal("T1");
    ATerminal.Made first = till.sells("A", 1);
    ATerminal.Made second = till.sells("A", 2);
    store.accepts(first).accepts(second);
    store.delivers(store.everything()).statusCode(200);

    List<String> rest = lines(asks(store, "documents?terminal=T1&epoch=1&after=1"));
    assertThat(rest).hasSize(2);
    assertThat(rest.getFirst()).contains("\"previousHash\":\"" + first.hash());
    assertThat(lines(asks(store, "documents?terminal=T1&epoch=1&after=2"))).hasSize(1);
    asks(store, "documents?terminal=T1&epoch=1&after=3").then().statusCode(404);
    asks(store, "documents?terminal=T1&epoch=2&after=0")
        .then()
        .statusCode(200); // none of it is held, which is an answer
  }

  @Test
  void nobodyElseGetsThem() {
    AStore store = aStore();
    store.accepts(store.terminal("T1").sells("A", 1));
    store.delivers(store.everything()).statusCode(200);

    assertThat(lines(asks(aStore(), "documents?terminal=T1&epoch=1&after=0"))).hasSize(1);
    asks(aStore(), "streams").then().body("streams", hasSize(0));
    given().get("/sync/v1/facts/streams").then().statusCode(401);
    given().get("/sync/v1/facts/documents?terminal=T1&epoch=1").then().statusCode(401);
  }

  @Test
  void whatCannotBeAskedIsRefusedInWords() {
    AStore store = aStore();
    for (String query :
        List.of(
            "",
            "?terminal=t+1&epoch=1",
            "?terminal=T1&epoch=x",
            "?terminal=T1&epoch=0",
            "?terminal=T1&epoch=1&after=-1")) {
      asks(store, "documents" + query)
          .then()
          .statusCode(400)
          .body("code", equalTo("invalid-parameter"));
    }
    given()
        .header("Authorization", "Bearer " + store.credential)
        .header(Protocol.VERSION_HEADER, 9)
        .get("/sync/v1/facts/streams")
        .then()
        .statusCode(400)
        .body("code", equalTo("protocol-not-supported"));
  }

  private static Response asks(AStore store, String what) {
    return given()
        .header("Authorization", "Bearer " + store.credential)
        .header(Protocol.VERSION_HEADER, Protocol.VERSION)
        .get("/sync/v1/facts/" + what);
  }

  private static List<String> lines(Response answer) {
    answer.then().statusCode(200);
    return new String(answer.asByteArray(), StandardCharsets.UTF_8).lines().toList();
  }

  private static byte[] documentOf(String line) {
    return FactRecord.documentBytes(line.getBytes(StandardCharsets.UTF_8));
  }
}
