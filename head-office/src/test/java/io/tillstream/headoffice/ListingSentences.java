package io.tillstream.headoffice;

import static io.tillstream.headoffice.AStore.aStore;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * What waits for a person: parked documents, documents under taken keys, texts nobody can print.
 */
abstract class ListingSentences {

  /** As JSON may say it; no UTF-8 can. */
  private static final String HALF_A_CHARACTER = "\\ud83c";

  private static ValidatableResponse list(AStore store, String list, Object after, int limit) {
    return HeadOffice.admin()
        .queryParam("store", store.id.value())
        .queryParam("after", after)
        .queryParam("limit", limit)
        .get("/api/" + list)
        .then()
        .statusCode(200);
  }

  @Test
  void parkedDocumentsAreListedInPagesUntilTheyAreReleased() {
    AStore store = aStore();
    ATerminal till = store.terminal("T1");
    ATerminal.Made first = till.sellsUnknown("NEW", 3);
    store
        .parks(first, "NEW")
        .accepts(till.sells("A", 1))
        .parks(till.sellsUnknown("NEWER", 1), "NEWER")
        .parks(till.sellsUnknown("NEWER", 2), "NEWER");
    store.delivers(store.everything()).statusCode(200);

    list(store, "parked", 0, 2)
        .body("documents.n", equalTo(List.of(1, 3)))
        .body("documents.verdict", equalTo(List.of("PARKED", "PARKED")))
        .body("documents.reason", equalTo(List.of("unknown-item", "unknown-item")))
        .body("documents.detail", equalTo(List.of("NEW", "NEWER")))
        .body("next", equalTo(3));
    list(store, "parked", 3, 2).body("documents.n", equalTo(List.of(4))).body("next", nullValue());

    store.releases(first.document(), new TreeMap<>(Map.of(0, true)));
    store.delivers(store.envelope(4, 5)).statusCode(200);
    list(store, "parked", 0, 9).body("documents.n", equalTo(List.of(3, 4)));
  }

  @Test
  void documentsUnderTakenKeysAreListedInPagesWithTheirBytes() {
    AStore store = aStore();
    ATerminal till = store.terminal("T1");
    ATerminal copy = till.cloned();
    store.accepts(till.sells("A", 1)).accepts(till.sells("A", 1));
    ATerminal.Made other = copy.sells("B", 7);
    store.parks(other, "B").parks(copy.sells("B", 8), "B");
    store.delivers(store.everything()).statusCode(200);

    list(store, "collisions", 0, 1)
        .body("collisions.store", equalTo(List.of(store.id.value())))
        .body("collisions.terminal", equalTo(List.of("T1")))
        .body("collisions.n", equalTo(List.of(1)))
        .body("collisions.hash", equalTo(List.of(other.hash().toString())))
        .body(
            "collisions.body", equalTo(List.of(new String(other.bytes(), StandardCharsets.UTF_8))))
        .body("next", equalTo(1));
    list(store, "collisions", 1, 5)
        .body("collisions.n", equalTo(List.of(2)))
        .body("next", nullValue());
  }

  @Test
  void oneUnderATakenKeyThatAPersonDismissesIsKeptAndNotOpenAnyMore() {
    AStore store = aStore();
    ATerminal till = store.terminal("T1");
    ATerminal copy = till.cloned();
    ATerminal.Made holder = till.sells("A", 1);
    store.accepts(holder);
    ATerminal.Made other = copy.sells("B", 7);
    ATerminal.Made third = copy.sells("B", 8);
    store.parks(other, "B").parks(third, "B");
    store.delivers(store.everything()).statusCode(200);
    String path = "/api/collisions/" + store.id + "/T1/1/1/" + other.hash();

    HeadOffice.admin()
        .get(path)
        .then()
        .statusCode(200)
        .body("body", equalTo(new String(other.bytes(), StandardCharsets.UTF_8)))
        .body("holder.hash", equalTo(holder.hash().toString()))
        .body("settled", nullValue());
    for (int again = 0; again < 2; again++) {
      dismisses(path, "the store's are the right ones", "Ann")
          .statusCode(200)
          .body("by", equalTo("Ann"));
    }
    dismisses(path, "no reason", "Bob").statusCode(409).body("code", equalTo("not-parked"));
    dismisses(path.replace("/1/1/", "/1/9/"), "none", "Bob").statusCode(404);
    dismisses(path, "none", " ").statusCode(422).body("errors[0].field", equalTo("by"));

    list(store, "collisions", 0, 5).body("collisions.settled.by", equalTo(List.of("Ann")));
    HeadOffice.admin()
        .get("/api/collisions?open=true&store=" + store.id)
        .then()
        .body("collisions.hash", equalTo(List.of(third.hash().toString())));
    assertThat(HeadOffice.status(store))
        .extractingByKey("documents")
        .isEqualTo(Map.of("made", 1, "own", 0, "parked", 0, "collisions", 1));
  }

  private static ValidatableResponse dismisses(String path, String reason, String by) {
    return HeadOffice.admin()
        .contentType("application/json")
        .body(Map.of("reason", reason, "by", by))
        .post(path + "/dismissal")
        .then();
  }

  @Test
  void aReferenceThatNobodyCanPrintIsLeftOutAndBreaksNoList() {
    AStore store = aStore();
    ATerminal.Made sale = store.terminal("T1").sells("A", 1).with("R1", HALF_A_CHARACTER);
    store.accepts(sale);
    store.delivers(store.everything()).statusCode(200);

    list(store, "documents", 0, 5)
        .body("documents.n", equalTo(List.of(1)))
        .body("documents[0].reference", nullValue())
        .body("documents[0].total", equalTo("2.55"));
    String whole = HeadOffice.document(sale.document()).statusCode(200).extract().asString();
    assertThat(whole).contains(new String(sale.bytes(), StandardCharsets.UTF_8));
  }

  @Test
  void anItemThatNobodyCanPrintParksItsStore() {
    AStore store = aStore();
    store.accepts(store.terminal("T1").sells("ITEM", 1).with("ITEM", HALF_A_CHARACTER));

    store.delivers(store.everything()).statusCode(503).body("detail", containsString("item code"));

    assertThat(HeadOffice.stock(store.id)).isEmpty();
  }

  @Test
  void whatIsSaidOfAnUnprintableRecordCanBeRead() {
    AStore store = aStore();
    store.logsLine("{\"seq\":%d,\"kind\":\"" + HALF_A_CHARACTER + "\"}");

    store
        .delivers(store.everything())
        .statusCode(503)
        .body("detail", containsString("the kind '\ufffd'"));

    HeadOffice.admin()
        .get("/api/status")
        .then()
        .statusCode(200)
        .body(
            "stores.find { it.store == '" + store.id + "' }.parked.detail",
            equalTo("the kind '\ufffd' is not known here"));
  }

  @Test
  void aRefusalThatRepeatsHalfACharacterCanBeRead() {
    HeadOffice.admin()
        .contentType("application/json")
        .body("{\"store\":\"" + HALF_A_CHARACTER + "\"}")
        .post("/api/stores")
        .then()
        .statusCode(422)
        .body("code", equalTo("invalid-field"))
        .body("detail", containsString("\ufffd"));
  }

  @Test
  void theStatusOfAChainIsToldInPagesOfStores() {
    AStore one = aStore();
    AStore another = aStore();
    List<String> known = new ArrayList<>();
    String next = "";
    while (next != null) {
      JsonPath page =
          HeadOffice.admin()
              .queryParam("after", next)
              .queryParam("limit", 7)
              .get("/api/status")
              .then()
              .statusCode(200)
              .extract()
              .jsonPath();
      List<String> stores = page.getList("stores.store");
      assertThat(stores).hasSizeLessThanOrEqualTo(7);
      known.addAll(stores);
      next = page.getString("next");
    }

    assertThat(known).contains(one.id.value(), another.id.value()).doesNotHaveDuplicates();
    JsonPath whole = HeadOffice.admin().get("/api/status").then().extract().jsonPath();
    assertThat(known).isEqualTo(whole.getList("stores.store"));
  }
}
