package io.tillstream.store.journey;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What people at a store without a head office see of layers, and its settings. */
abstract class LayersSentences {

  @Test
  void aStoreWithoutHeadOfficeFollowsNobodyAndHasNoRowOverAnybodyElses() {
    AStore.sells(AStore.newItem());

    AStore.admin()
        .get("/api/layers")
        .then()
        .statusCode(200)
        .body("configured", equalTo(false))
        .body("layers", empty());
    AStore.admin().get("/api/layers/own").then().statusCode(200).body("rows", empty());
    AStore.admin()
        .delete("/api/layers/own/price/LAMP")
        .then()
        .statusCode(404)
        .body("code", equalTo("not-found"));
    AStore.admin().delete("/api/layers/own/nothing/LAMP").then().statusCode(404);
  }

  @Test
  void aSettingIsTheStoresOwnUntilItIsTakenAway() {
    String name = AStore.newItem();
    puts(name, "Thank you", 200);
    AStore.admin()
        .get("/api/settings")
        .then()
        .statusCode(200)
        .body("settings.find { it.name == '" + name + "' }.value", equalTo("Thank you"))
        .body("settings.find { it.name == '" + name + "' }.layer", equalTo("own"));

    AStore.admin().delete("/api/settings/{name}", name).then().statusCode(204);
    AStore.admin().delete("/api/settings/{name}", name).then().statusCode(404);
  }

  @Test
  void aSettingThatCannotBePrintedIsRefused() {
    puts(AStore.newItem(), "a\nb", 422);
    puts(AStore.newItem(), "x".repeat(201), 422);
  }

  @Test
  void theConsoleShowsWhoseWordAnItemAndItsPriceAre() {
    String item = AStore.newItem();
    AStore.sells(item);
    AStore.admin()
        .queryParam("item", item)
        .get("/console/layers")
        .then()
        .statusCode(200)
        .contentType("text/html")
        .body(containsString("This store follows no head office"))
        .body(containsString("s alone</td>"))
        .body(containsString("No item is blocked"));
    AStore.admin()
        .queryParam("item", "<b>")
        .get("/console/layers")
        .then()
        .statusCode(200)
        .body(containsString("Nobody says anything of &lt;b&gt;."));
    AStore.admin().get("/console").then().body(containsString("href=\"/console/layers\""));
  }

  private static void puts(String name, String value, int status) {
    AStore.admin()
        .contentType("application/json")
        .body(Map.of("value", value))
        .put("/api/settings/{name}", name)
        .then()
        .statusCode(status);
  }
}
