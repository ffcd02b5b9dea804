package io.tillstream.headoffice;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * A legal entity of the chain as an administrator arranges it and reads its figures.
 *
 * @param name a SQL Server may keep the entities of earlier runs, so it is one that nobody has
 */
record ALegalEntity(String name) {

  static ALegalEntity anEntity(String currency) {
    ALegalEntity entity =
        new ALegalEntity(
            "E" + UUID.randomUUID().toString().substring(0, 8).toUpperCase(Locale.ROOT));
    entity.put(currency).statusCode(204);
    return entity;
  }

  ValidatableResponse put(String currency) {
    return HeadOffice.admin()
        .contentType(ContentType.JSON)
        .body("{\"currency\":\"" + currency + "\"}")
        .put("/api/entities/{entity}", name)
        .then();
  }

  ValidatableResponse owns(AStore store) {
    return HeadOffice.admin().put("/api/entities/" + name + "/stores/" + store.id).then();
  }

  ValidatableResponse closes(String month) {
    return HeadOffice.admin()
        .contentType(ContentType.JSON)
        .body("{\"month\":\"" + month + "\"}")
        .post("/api/entities/" + name + "/closed-months")
        .then();
  }

  /** How far the valuation of all entities is. */
  static JsonPath standing() {
    return get("/api/valuation");
  }

  static JsonPath get(String path) {
    return HeadOffice.admin().get(path).then().statusCode(200).extract().jsonPath();
  }

  JsonPath items() {
    return get("/api/valuation/" + name + "/items");
  }

  JsonPath late() {
    return get("/api/valuation/" + name + "/late");
  }

  /** What moved to or from a place in a month; null when nothing did. */
  Map<String, Object> moved(String month, String item, String counterpart) {
    return get("/api/valuation/" + name + "/months/" + month)
        .getMap(
            "moved.find { it.item == '%s' && it.counterpart == '%s' }"
                .formatted(item, counterpart));
  }

  /** All that is said of it, in text. */
  String figures() {
    StringBuilder figures = new StringBuilder();
    for (String of : List.of("items", "months/2026-11", "months/2026-12", "late")) {
      figures.append(get("/api/valuation/" + name + "/" + of).prettify());
    }
    return figures.toString();
  }

  void has(String item, String quantity, String value, String unitCost) {
    Map<String, Object> held = items().getMap("items.find { it.item == '" + item + "' }");
    assertThat(held)
        .containsEntry("quantity", quantity)
        .containsEntry("value", value)
        .containsEntry("unitCost", unitCost);
  }
}
