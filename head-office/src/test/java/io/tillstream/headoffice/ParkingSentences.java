package io.tillstream.headoffice;

import static io.tillstream.headoffice.AStore.aStore;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.TerminalId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents that wait for their items, and stores that wait for an administrator. */
abstract class ParkingSentences {

  private static Map<String, Integer> counts(int made, int parked) {
    return Map.of("made", made, "own", 0, "parked", parked, "collisions", 0);
  }

  @Test
  void aParkedDocumentIsKeptAndNotBooked() {
    AStore store = aStore();
    ATerminal.Made sale = store.terminal("T1").sellsUnknown("NEW", 3);
    store.parks(sale, "NEW");

    store.delivers(store.everything()).statusCode(200);

    assertThat(HeadOffice.stock(store.id)).isEmpty();
    assertThat(HeadOffice.status(store)).containsEntry("documents", counts(1, 1));
    HeadOffice.document(sale.document())
        .statusCode(200)
        .body("verdict", equalTo("PARKED"))
        .body("reason", equalTo("unknown-item"))
        .body("detail", equalTo("NEW"));
  }

  @Test
  void theReleaseOfAParkedDocumentBooksItExactlyOnce() {
    AStore store = aStore();
    ATerminal till = store.terminal("T1");
    ATerminal.Made sale = till.sellsUnknown("NEW", 3);
    store.parks(sale, "NEW").accepts(till.sells("NEW", 1));
    store.delivers(store.everything()).statusCode(200);
    store.releases(sale.document(), new TreeMap<>(Map.of(0, true)));

    store.delivers(store.envelope(2, 3)).body("outcome", equalTo("APPLIED"));
    store.delivers(store.envelope(2, 3)).body("outcome", equalTo("DUPLICATE"));
    store.delivers(store.everything()).body("outcome", equalTo("DUPLICATE"));

    assertThat(HeadOffice.stock(store.id)).isEqualTo(Map.of("NEW", "-4"));
    assertThat(HeadOffice.status(store)).containsEntry("documents", counts(2, 0));
    HeadOffice.document(sale.document())
        .body("verdict", equalTo("ACCEPTED"))
        .body("reason", nullValue())
        .body("resolved", equalTo(Map.of("0", true)));
  }

  @Test
  void aDocumentParkedAndReleasedInOneEnvelopeIsBooked() {
    AStore store = aStore();
    ATerminal.Made sale = store.terminal("T1").sellsUnknown("NEW", 3);
    store.parks(sale, "NEW").releases(sale.document(), new TreeMap<>(Map.of(0, true)));

    store.delivers(store.everything()).statusCode(200);

    assertThat(HeadOffice.stock(store.id)).isEqualTo(Map.of("NEW", "-3"));
    assertThat(HeadOffice.status(store)).containsEntry("documents", counts(1, 0));
  }

  @Test
  void whatTheStoreDecidedAboutAnUnknownItemIsReplayed() {
    AStore store = aStore();
    ATerminal till = store.terminal("T1");
    ATerminal.Made sale =
        till.makes(
            DocumentType.SALE,
            List.of(
                ATerminal.line("GOODS", 2, null),
                ATerminal.line("SERVICE", 1, null),
                ATerminal.line("KNOWN", 5, true)));
    store.accepts(sale, new TreeMap<>(Map.of(0, true, 1, false)));

    store.delivers(store.everything()).statusCode(200);

    assertThat(HeadOffice.stock(store.id)).isEqualTo(Map.of("GOODS", "-2", "KNOWN", "-5"));
  }

  @Test
  void aReleaseThatALaterIncarnationRepeatsBooksNothingAgain() {
    AStore store = aStore();
    ATerminal.Made sale = store.terminal("T1").sellsUnknown("NEW", 3);
    store.parks(sale, "NEW").releases(sale.document(), new TreeMap<>(Map.of(0, true)));
    store.delivers(store.everything()).statusCode(200);

    store.beginsANewIncarnation().parks(sale, "NEW");
    store.releases(sale.document(), new TreeMap<>(Map.of(0, true)));
    store.delivers(store.everything()).statusCode(200).body("outcome", equalTo("APPLIED"));

    assertThat(HeadOffice.stock(store.id)).isEqualTo(Map.of("NEW", "-3"));
    assertThat(HeadOffice.status(store)).containsEntry("documents", counts(1, 0));
  }

  @Test
  void aDocumentThatALaterIncarnationKnowsHowToBookIsBooked() {
    AStore store = aStore();
    ATerminal.Made sale = store.terminal("T1").sellsUnknown("NEW", 3);
    store.parks(sale, "NEW");
    store.delivers(store.everything()).statusCode(200);

    store.beginsANewIncarnation().accepts(sale, new TreeMap<>(Map.of(0, true)));
    store.delivers(store.everything()).statusCode(200);

    assertThat(HeadOffice.stock(store.id)).isEqualTo(Map.of("NEW", "-3"));
    assertThat(HeadOffice.status(store)).containsEntry("documents", counts(1, 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7",
        "null",
        "[]",
        "{}",
        "{\"store\":\"ELSE\",\"terminal\":\"T9\",\"epoch\":3,\"n\":8,\"type\":\"sale\"}",
        "{\"v\":9,\"type\":\"hologram\"}"
      })
  void aDocumentTheStoreCouldNotReadIsKeptWhereItArrived(String json) {
    AStore store = aStore();
    ATerminal till = store.terminal("T1");
    ATerminal.Made odd = till.makes(json);
    store.findsUnreadable(odd).accepts(till.sells("A", 1));

    store.delivers(store.everything()).statusCode(200).body("outcome", equalTo("APPLIED"));

    assertThat(HeadOffice.stock(store.id)).isEqualTo(Map.of("A", "-1"));
    assertThat(HeadOffice.status(store)).containsEntry("documents", counts(2, 1));
    String answer =
        HeadOffice.admin()
            .get("/api/documents/%s/T1/1/1".formatted(store.id))
            .then()
            .statusCode(200)
            .body("verdict", equalTo("PARKED"))
            .body("reason", equalTo("unreadable"))
            .extract()
            .asString();
    assertThat(answer).contains("\"document\":" + json);
    HeadOffice.admin()
        .queryParam("store", store.id.value())
        .get("/api/documents")
        .then()
        .statusCode(200)
        .body("documents.n", equalTo(List.of(1, 2)));
  }

  @Test
  void bytesThatAreNoJsonAreKeptAsTheyWereMade() {
    AStore store = aStore();
    ATerminal till = store.terminal("T1");
    ATerminal.Made garbled = till.makes("{\u0000\"\u00ff,");
    store.findsNoJson(garbled).accepts(till.sells("A", 1));

    store.delivers(store.everything()).statusCode(200).body("outcome", equalTo("APPLIED"));

    assertThat(HeadOffice.status(store)).containsEntry("documents", counts(2, 1));
    HeadOffice.admin()
        .get("/api/documents/%s/T1/1/1".formatted(store.id))
        .then()
        .statusCode(200)
        .body("reason", equalTo("unreadable"))
        .body("bytes", equalTo(Base64.getEncoder().encodeToString(garbled.bytes())));
  }

  @Test
  void aDismissedDocumentIsNoLongerParkedAndNeverBooked() {
    AStore store = aStore();
    ATerminal till = store.terminal("T1");
    ATerminal.Made first = till.sellsUnknown("NEW", 1);
    ATerminal.Made second = till.sellsUnknown("NEW", 2);
    // One in the envelope that brings it, one later.
    store.parks(first, "NEW").parks(second, "NEW").dismisses(first, "a test");
    store.delivers(store.everything()).statusCode(200);
    long delivered = store.head();
    store.dismisses(second, "another").dismisses(second, "said twice");
    store.delivers(store.envelope(delivered, store.head())).statusCode(200);

    assertThat(HeadOffice.status(store)).containsEntry("documents", counts(2, 0));
    assertThat(HeadOffice.stock(store.id)).isEmpty();
    HeadOffice.admin()
        .get("/api/documents/%s/T1/1/2".formatted(store.id))
        .then()
        .statusCode(200)
        .body("verdict", equalTo("PARKED"))
        .body("reason", equalTo("dismissed"))
        .body("detail", equalTo("another"));
    HeadOffice.admin()
        .queryParam("store", store.id.value())
        .get("/api/parked")
        .then()
        .statusCode(200)
        .body("documents.size()", equalTo(0));
  }

  @Test
  void aDocumentThatIsBookedAfterItsDismissalIsBookedOnce() {
    AStore store = aStore();
    ATerminal.Made sale = store.terminal("T1").sellsUnknown("NEW", 1);
    store.parks(sale, "NEW").dismisses(sale, "a test");
    store.delivers(store.everything()).statusCode(200);
    // Its database was restored from before the dismissal, and the item arrives.
    store.beginsANewIncarnation().parks(sale, "NEW");
    store.releases(sale.document(), new TreeMap<>(Map.of(0, true)));
    store.delivers(store.everything()).statusCode(200);

    assertThat(HeadOffice.status(store)).containsEntry("documents", counts(1, 0));
    assertThat(HeadOffice.stock(store.id)).isEqualTo(Map.of("NEW", "-1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"seq\":%d,\"kind\":\"hologram\"}",
        "{\"seq\":%d}",
        "{\"seq\":%d,\"kind\":\"document\"}",
        "{\"seq\":%d,\"kind\":\"document\",\"verdict\":\"MAYBE\",\"document\":{}}",
        "{\"seq\":%d,\"kind\":\"document\",\"verdict\":\"ACCEPTED\",\"hash\":\""
            + "0000000000000000000000000000000000000000000000000000000000000000"
            + "\",\"document\":{}}",
        "{\"seq\":%d,\"kind\":\"document\",\"verdict\":\"ACCEPTED\",\"hash\":\""
            + "0000000000000000000000000000000000000000000000000000000000000000\"}",
        "{\"seq\":%d,\"kind\":\"release\",\"terminal\":\"T1\",\"epoch\":1,\"n\":99}",
        "{\"seq\":%d,\"kind\":\"release\",\"terminal\":\"t one\",\"epoch\":1,\"n\":1}",
        "{\"seq\":%d,\"kind\":\"release\"}",
        "no json, record %d",
      })
  void aRecordThatCannotBeAppliedParksItsStoreAndNoOther(String record) {
    AStore store = aStore();
    AStore other = aStore();
    ATerminal till = store.terminal("T1");
    store.accepts(till.sells("A", 1));
    store.delivers(store.everything()).statusCode(200);
    store.accepts(till.sells("A", 2)).logsLine(record).accepts(till.sells("A", 4));

    store
        .delivers(store.envelope(1, 4))
        .statusCode(503)
        .contentType("application/problem+json")
        .header("Retry-After", "60")
        .body("code", equalTo("store-parked"))
        .body("seq", equalTo(3))
        .body("detail", containsString("record 3"));
    store.delivers(store.envelope(1, 2)).statusCode(503).body("code", equalTo("store-parked"));

    other.accepts(other.terminal("T1").sells("A", 8));
    other.delivers(other.everything()).statusCode(200).body("outcome", equalTo("APPLIED"));
    assertThat(HeadOffice.stock(store.id)).isEqualTo(Map.of("A", "-1"));
    assertThat(HeadOffice.status(store)).containsEntry("position", 1);
    HeadOffice.admin()
        .get("/api/status")
        .then()
        .rootPath("stores.find { it.store == '" + store.id + "' }")
        .body("parked.seq", equalTo(3))
        .body("parked.since", notNullValue())
        .body("parked.detail", notNullValue())
        .rootPath("stores.find { it.store == '" + other.id + "' }")
        .body("parked", nullValue());
  }

  @Test
  void whatParkedAStoreCanBeLookedAtRaw() {
    AStore store = aStore();
    String record = "{\"seq\":1,\"kind\":\"hologram\",\"of\":\"Ω\"}";
    HeadOffice.admin().get("/api/stores/" + store.id + "/parked-envelope").then().statusCode(404);
    store.logsLine(record);
    store.delivers(store.everything()).statusCode(503);

    byte[] raw =
        HeadOffice.admin()
            .get("/api/stores/" + store.id + "/parked-envelope")
            .then()
            .statusCode(200)
            .extract()
            .asByteArray();

    assertThat(new String(raw, StandardCharsets.UTF_8)).isEqualTo(record + "\n");
  }

  @Test
  void aDocumentInAnUnknownCurrencyParksTheStore() {
    AStore store = aStore();
    ATerminal till = store.terminal("T1");
    store.accepts(till.sells("A", 1).in("ZZZ"));

    store.delivers(store.everything()).statusCode(503).body("detail", containsString("currency"));
  }

  @Test
  void aDocumentThatDoesNotContinueItsTerminalsChainParksTheStore() {
    AStore store = aStore();
    ATerminal till = store.terminal("T1");
    store.accepts(till.sells("A", 1));
    ATerminal.Made lost = till.sells("A", 2);
    assertThat(lost.document().n()).isEqualTo(2);
    store.accepts(till.sells("A", 4));

    store
        .delivers(store.everything())
        .statusCode(503)
        .body("code", equalTo("store-parked"))
        .body("seq", equalTo(2));

    assertThat(HeadOffice.stock(store.id)).isEmpty();
  }

  @Test
  void aDocumentOfAnotherStoreParksTheStore() {
    AStore store = aStore();
    store.accepts(aStore().terminal("T1").sells("A", 1));

    store
        .delivers(store.everything())
        .statusCode(503)
        .body("code", equalTo("store-parked"))
        .body("detail", containsString("belongs to another store"));
  }

  @Test
  void aDecisionThatLeavesALineOpenParksTheStore() {
    AStore store = aStore();
    store.accepts(store.terminal("T1").sellsUnknown("NEW", 1));

    store.delivers(store.everything()).statusCode(503).body("code", equalTo("store-parked"));
  }

  @Test
  void aStoreThatMayResumeSendsAgainAndLosesNothing() {
    AStore store = aStore();
    ATerminal till = store.terminal("T1");
    ATerminal.Made first = till.sells("A", 1);
    store.releases(new DocumentKey(store.id, new TerminalId("T1"), 1, 1), new TreeMap<>());
    store.delivers(store.everything()).statusCode(503);
    HeadOffice.admin().post("/api/stores/" + store.id + "/resumption").then().statusCode(204);

    store.beginsANewIncarnation().accepts(first).accepts(till.sells("A", 2));
    store.delivers(store.everything()).statusCode(200).body("outcome", equalTo("APPLIED"));

    assertThat(HeadOffice.stock(store.id)).isEqualTo(Map.of("A", "-3"));
    assertThat(HeadOffice.status(store)).doesNotContainKey("parked");
  }

  @Test
  void aStoreThatResumesWithTheSameRecordIsParkedAgain() {
    AStore store = aStore();
    store.logsLine("{\"seq\":%d,\"kind\":\"hologram\"}");
    store.delivers(store.everything()).statusCode(503);
    HeadOffice.admin().post("/api/stores/" + store.id + "/resumption").then().statusCode(204);

    store.delivers(store.everything()).statusCode(503).body("seq", equalTo(1));

    assertThat(HeadOffice.status(store)).containsKey("parked");
  }
}
