package io.tillstream.store.journey;

import static io.restassured.RestAssured.given;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.tillstream.protocol.wire.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The store as an administrator's program speaks to it. */
final class AStore {

  private static final AtomicInteger NAMES = new AtomicInteger();

  private AStore() {}

  static RequestSpecification admin() {
    return given().auth().preemptive().basic("admin", "only-for-tests");
  }

  /** A code that no other test uses. */
  static String newItem() {
    return "ITEM-" + NAMES.incrementAndGet();
  }

  static String newItemForSale() {
    String item = newItem();
    sells(item);
    return item;
  }

  static String newTerminal() {
    return "T" + NAMES.incrementAndGet();
  }

  static String newReference() {
    return "DN-" + NAMES.incrementAndGet();
  }

  static Response imports(String csv) {
    return admin().contentType("text/csv; charset=UTF-8").body(csv).post("/api/catalogue");
  }

  /** Puts new items into the catalogue. */
  static void sells(String... items) {
    imports("item,price\n" + String.join(",2.55\n", items) + ",2.55\n").then().statusCode(200);
  }

  static Response receives(String reference, String item, Object quantity) {
    return admin()
        .contentType("application/json")
        .body(
            Map.of(
                "reference",
                reference,
                "lines",
                List.of(Map.of("item", item, "quantity", quantity))))
        .post("/api/goods-receipts");
  }

  static String onHand(String item) {
    return admin().get("/api/stock/{item}", item).then().statusCode(200).extract().path("quantity");
  }

  static JsonPath status() {
    return admin().get("/api/status").then().statusCode(200).extract().jsonPath();
  }

  static long head() {
    return status().getLong("head");
  }

  static ValidatableResponse document(String key) {
    // A key begins with the store, which is this one.
    return admin().get("/api/documents/" + key.substring(key.indexOf('/') + 1)).then();
  }

  /** The documents of a terminal, in the order of arrival, asked for in pages of two. */
  static List<Map<String, Object>> documents(String terminal) {
    List<Map<String, Object>> all = new ArrayList<>();
    Object after = 0;
    while (after != null) {
      JsonPath page =
          admin()
              .queryParam("terminal", terminal)
              .queryParam("limit", 2)
              .queryParam("after", after)
              .get("/api/documents")
              .then()
              .statusCode(200)
              .extract()
              .jsonPath();
      all.addAll(page.getList("documents"));
      after = page.get("next");
    }
    return all;
  }

  /** What a terminal sent that claims places taken before, asked for in pages of one. */
  static List<String> collisions(String terminal) {
    List<String> bodies = new ArrayList<>();
    Object after = 0;
    while (after != null) {
      JsonPath page =
          admin()
              .queryParam("limit", 1)
              .queryParam("after", after)
              .get("/api/collisions")
              .then()
              .statusCode(200)
              .extract()
              .jsonPath();
      for (Map<String, Object> collision : page.<Map<String, Object>>getList("collisions")) {
        if (collision.get("terminal").equals(terminal)) {
          bodies.add((String) collision.get("body"));
        }
      }
      after = page.get("next");
    }
    return bodies;
  }

  static String code(String terminal) {
    return admin()
        .post("/api/terminals/{id}/enrolment-codes", terminal)
        .then()
        .statusCode(201)
        .extract()
        .path("code");
  }

  static Response exchange(String code) {
    return given()
        .contentType("application/json")
        .body(Map.of("protocol", Protocol.VERSION, "code", code, "agentVersion", "0.1.0"))
        .post("/sync/v1/enrolment");
  }
}
