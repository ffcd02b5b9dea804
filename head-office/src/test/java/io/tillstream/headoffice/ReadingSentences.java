package io.tillstream.headoffice;

import static io.restassured.RestAssured.given;
import static io.tillstream.headoffice.AStore.aStore;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What administrators and their programs see. */
abstract class ReadingSentences {

  @Test
  void aDocumentIsGivenBackByteForByte() {
    AStore store = aStore();
    ATerminal.Made sale = store.terminal("T1").sells("85123A", 6);
    store.accepts(sale);
    store.delivers(store.everything()).statusCode(200);

    byte[] answer =
        HeadOffice.document(sale.document())
            .statusCode(200)
            .body("number", equalTo(sale.document().number()))
            .body("total", equalTo("15.30"))
            .body("lines", equalTo(1))
            .body("seq", equalTo(1))
            .body("hash", equalTo(sale.hash().toString()))
            .extract()
            .asByteArray();

    assertThat(new String(answer, StandardCharsets.UTF_8))
        .contains("\"document\":" + new String(sale.bytes(), StandardCharsets.UTF_8));
  }

  @Test
  void documentsAreListedInPagesInTheOrderOfTheChangeLog() {
    AStore store = aStore();
    ATerminal first = store.terminal("T1");
    ATerminal second = store.terminal("T2");
    for (int i = 0; i < 5; i++) {
      store.accepts(first.sells("A", 1)).changesReferenceData(1).accepts(second.sells("A", 1));
    }
    store.delivers(store.everything()).statusCode(200);

    assertThat(listed(store, null, 3)).isSorted().hasSize(10);
    assertThat(listed(store, "T2", 2)).hasSize(5).allMatch(seq -> seq % 3 == 0);
    assertThat(listed(store, "T9", 2)).isEmpty();
  }

  @Test
  void documentsOfTwoIncarnationsAtOneSeqAreNotParted() {
    AStore store = aStore();
    ATerminal first = store.terminal("T1");
    store.accepts(first.sells("A", 1)).accepts(first.sells("A", 1));
    store.delivers(store.everything()).statusCode(200);
    store.beginsANewIncarnation();
    ATerminal second = store.terminal("T2");
    store.accepts(second.sells("A", 1)).accepts(second.sells("A", 1));
    store.delivers(store.everything()).statusCode(200);

    assertThat(listed(store, null, 1)).containsExactly(1L, 1L, 2L, 2L);
  }

  private static List<Long> listed(AStore store, String terminal, int limit) {
    List<Long> seqs = new ArrayList<>();
    Long next = 0L;
    while (next != null) {
      var request = HeadOffice.admin().queryParam("store", store.id.value());
      if (terminal != null) {
        request.queryParam("terminal", terminal);
      }
      JsonPath page =
          request
              .queryParam("after", next)
              .queryParam("limit", limit)
              .get("/api/documents")
              .then()
              .statusCode(200)
              .extract()
              .jsonPath();
      page.<Integer>getList("documents.seq").forEach(seq -> seqs.add(seq.longValue()));
      next = page.get("next") == null ? null : page.getLong("next");
    }
    return seqs;
  }

  @Test
  void anItemsStockIsAddedUpOverAllStores() {
    AStore here = aStore();
    AStore there = aStore();
    String item = "ONLY-" + here.id;
    here.accepts(here.terminal("T1").sells(item, 2));
    there.accepts(there.terminal("T1").sells(item, 3));
    here.delivers(here.everything()).statusCode(200);
    there.delivers(there.everything()).statusCode(200);

    HeadOffice.admin()
        .get("/api/stock/" + item)
        .then()
        .statusCode(200)
        .body("quantity", equalTo("-5"))
        .body("stores", hasSize(2));
    HeadOffice.admin()
        .queryParam("store", there.id.value())
        .get("/api/stock/" + item)
        .then()
        .body("quantity", equalTo("-3"))
        .body("stores.store", equalTo(List.of(there.id.value())));
  }

  @Test
  void anItemMayHaveSlashesAndBlanksInItsCode() {
    AStore store = aStore();
    String item = "A/B " + store.id;
    store.accepts(store.terminal("T1").sells(item, 2));
    store.delivers(store.everything()).statusCode(200);

    HeadOffice.admin()
        .urlEncodingEnabled(false)
        .get("/api/stock/A/B%20" + store.id)
        .then()
        .statusCode(200)
        .body("item", equalTo(item))
        .body("quantity", equalTo("-2"));
  }

  @Test
  void aRegisteredStoreIsListed() {
    AStore store = aStore();

    HeadOffice.admin()
        .get("/api/stores")
        .then()
        .statusCode(200)
        .body("stores.store", hasItem(store.id.value()));
    assertThat(store.credential).matches("[A-Za-z0-9_-]{43}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"store\":\"lower\"} | 422 | invalid-field",
        "{\"store\":\"\"} | 422 | invalid-field",
        "{} | 422 | invalid-field",
        "{\"shop\":\"S1\"} | 400 | unknown-field",
        "{\"store\": | 400 | malformed-body",
        "[] | 400 | malformed-body",
      })
  void aStoreThatCannotBeRegisteredIsRefusedInWords(String body, int status, String code) {
    HeadOffice.admin()
        .contentType(ContentType.JSON)
        .body(body)
        .post("/api/stores")
        .then()
        .statusCode(status)
        .contentType("application/problem+json")
        .body("code", equalTo(code));
  }

  @ParameterizedTest
  @CsvSource({
    "/api/documents, 400, invalid-parameter",
    "/api/documents?store=s-1, 400, invalid-parameter",
    "/api/documents?store=NOBODY, 404, not-found",
    "/api/documents?store=NOBODY&limit=ten, 404, not-found",
    "/api/stock, 400, invalid-parameter",
    "/api/stock?store=NOBODY, 404, not-found",
    "/api/stock/NOTHING-OF-THIS-NAME, 404, not-found",
    "/api/parked, 400, invalid-parameter",
    "/api/parked?store=NOBODY, 404, not-found",
    "/api/collisions, 400, invalid-parameter",
    "/api/collisions?store=NOBODY, 404, not-found",
    "/api/documents/S1/T1/1/one, 400, invalid-parameter",
    "/api/documents/S1/T1/0/1, 400, invalid-parameter",
    "/api/documents/NOBODY/T1/1/1, 404, not-found",
    "/api/nothing, 404, not-found",
  })
  void aQuestionThatCannotBeAnsweredIsRefusedInWords(String path, int status, String code) {
    HeadOffice.admin()
        .get(path)
        .then()
        .statusCode(status)
        .contentType("application/problem+json")
        .body("code", equalTo(code));
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=0", "limit=5001", "limit=ten", "after=first"})
  void aPageThatCannotBeIsRefusedByTheParametersName(String parameter) {
    AStore store = aStore();

    for (String list : List.of("documents", "parked", "collisions")) {
      HeadOffice.admin()
          .get("/api/" + list + "?store=" + store.id + "&" + parameter)
          .then()
          .statusCode(400)
          .contentType("application/problem+json")
          .body("code", equalTo("invalid-parameter"))
          .body("errors[0].field", equalTo(parameter.substring(0, parameter.indexOf('='))));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/stores",
        "/api/documents?store=S1",
        "/api/parked?store=S1",
        "/api/collisions?store=S1",
        "/api/stock?store=S1",
        "/api/status"
      })
  void nobodyReadsWithoutThePassword(String path) {
    given()
        .get(path)
        .then()
        .statusCode(401)
        .contentType("application/problem+json")
        .body("code", equalTo("not-authenticated"));
    given().auth().preemptive().basic("admin", "wrong").get(path).then().statusCode(401);
    given()
        .header("Authorization", "Bearer " + aStore().credential)
        .get(path)
        .then()
        .statusCode(403)
        .body("code", equalTo("not-permitted"));
  }

  @Test
  void anAdministratorIsNoStore() {
    HeadOffice.admin()
        .header("Content-Type", "application/x-ndjson")
        .body(new byte[] {'x'})
        .post("/sync/v1/facts")
        .then()
        .statusCode(403)
        .body("code", equalTo("not-permitted"));
  }

  @Test
  void theServiceSaysWhetherItLivesAndWhatItOffers() {
    given().get("/q/health/live").then().statusCode(200).body("status", equalTo("UP"));
    given().get("/q/health/ready").then().statusCode(200).body("status", equalTo("UP"));
    given().get("/q/openapi").then().statusCode(200).body(containsString("/sync/v1/facts"));
    given().get("/q/swagger-ui/").then().statusCode(200);
    AStore store = aStore();
    store.accepts(store.terminal("T1").sells("A", 1));
    store.delivers(store.everything()).statusCode(200);
    given()
        .get("/q/metrics")
        .then()
        .statusCode(200)
        .body(matchesPattern("(?s).*tillstream_inbox_documents_total [1-9].*"));
  }

  @Test
  void aStoreThatNeverSentHasNothing() {
    AStore store = aStore();

    HeadOffice.admin()
        .get("/api/status")
        .then()
        .rootPath("stores.find { it.store == '" + store.id + "' }")
        .body("position", equalTo(0))
        .body("incarnation", nullValue())
        .body("streams", hasSize(0));
  }
}
