package io.tillstream.store.journey;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.restassured.response.ValidatableResponse;
import io.tillstream.protocol.wire.Protocol;
import io.tillstream.store.fleet.Sessions;
import io.tillstream.store.writer.Writer;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How an administrator bounds the sales of an item, and what terminals are answered. */
abstract class ScarceItemsSentences {

  private static final String SESSION = "session-of-the-till";

  @Inject Writer writer;

  @Test
  void aScarceItemIsLeasedByTheLotWithinWhatIsOnHand() {
    String lamp = AStore.newItemForSale();
    AStore.receives(AStore.newReference(), lamp, "5").then().statusCode(201);
    ATerminal one = greeted();
    ATerminal other = greeted();
    leasesAgain(); // other tests put this store back to backups

    choose(lamp, "3").statusCode(200);
    one.speaks().get("/sync/v1/series").then().body("scarce", equalTo(true));
    reports(one, lamp, 0).body(granted(lamp), equalTo(3_000));
    reports(other, lamp, 0).body(granted(lamp), equalTo(2_000));
    one.journal.sells(2, lamp);
    one.uploadsAll();

    AStore.admin()
        .get("/api/scarce-items")
        .then()
        .statusCode(200)
        .body(of(lamp) + ".onHand", equalTo("3"))
        .body(of(lamp) + ".leased", equalTo("3"))
        .body(of(lamp) + ".free", equalTo("0"))
        .body(of(lamp) + ".leases.find { it.terminal == '" + one.id + "' }.left", equalTo("1"))
        .body(of(lamp) + ".unbound", not(hasItem(one.id)));
    AStore.admin()
        .get("/console/scarce-items")
        .then()
        .statusCode(200)
        .body(containsString("<th scope=\"row\">" + lamp + "</th>"))
        .body(containsString(one.id + ": 1 of 3<"))
        .body(not(containsString("Nothing is leased")));
    given().get("/console/scarce-items").then().statusCode(401);
    AStore.admin().get("/console").then().body(containsString("href=\"/console/scarce-items\""));
    sellFreely(lamp);
  }

  @Test
  void whatCannotBeScarceIsRefusedAndChangesNothing() {
    String lamp = AStore.newItemForSale();

    choose("NO-SUCH-ITEM", "3").statusCode(404);
    choose(lamp, "0").statusCode(422).body("errors[0].field", equalTo("lot"));
    choose(lamp, "0.0001").statusCode(422);
    AStore.admin()
        .contentType("application/json")
        .body("{\"lots\":3}")
        .put("/api/scarce-items/{item}", lamp)
        .then()
        .statusCode(400);
    AStore.admin().delete("/api/scarce-items/{item}", lamp).then().statusCode(404);
    AStore.admin().get("/api/scarce-items").then().body("items.item", not(hasItem(lamp)));
  }

  @Test
  void whoeverWasNotGreetedIsToldToGreet() {
    ATerminal stranger = ATerminal.enrolled();

    stranger
        .speaks()
        .contentType("application/json")
        .body(report("LAMP", 0))
        .post("/sync/v1/stock-leases")
        .then()
        .statusCode(409)
        .body("code", equalTo("terminal-unproven"));
  }

  @Test
  void aReportThatWasSpoiltIsRefusedAndOthersKeepTheirLot() {
    String lamp = AStore.newItemForSale();
    AStore.receives(AStore.newReference(), lamp, "5").then().statusCode(201);
    ATerminal spoilt = greeted();
    ATerminal other = greeted();
    leasesAgain();
    choose(lamp, "3").statusCode(200);
    reports(other, lamp, 0).body(granted(lamp), equalTo(3_000));

    says(spoilt, lamp, Long.MAX_VALUE)
        .statusCode(422)
        .body("code", equalTo("invalid-field"))
        .body("errors.field", contains("leases"));

    reports(other, lamp, 3_000).body(granted(lamp), equalTo(3_000));
    reports(spoilt, lamp, 0).body(granted(lamp), equalTo(2_000));
    sellFreely(lamp);
  }

  @Test
  void whatAnOpenEpochHoldsIsNotGivenUp() {
    ATerminal till = ATerminal.enrolled();

    AStore.admin()
        .contentType("application/json")
        .body(Map.of("terminal", till.id, "epoch", 1))
        .post("/api/stock-leases/returns")
        .then()
        .statusCode(409)
        .body("code", equalTo("terminal-enrolled"))
        .body("detail", containsString("enrol it anew first"))
        .body("errors.field", contains("epoch"));
  }

  private ATerminal greeted() {
    ATerminal terminal = ATerminal.enrolled();
    writer.ask(
        batch -> {
          Sessions.take(batch, terminal.journal.stream(), SESSION);
          return true;
        });
    return terminal;
  }

  private static ValidatableResponse choose(String item, String lot) {
    return AStore.admin()
        .contentType("application/json")
        .body("{\"lot\":\"" + lot + "\"}")
        .put("/api/scarce-items/{item}", item)
        .then();
  }

  private static void leasesAgain() {
    AStore.admin().post("/api/stock-leases/release").then().statusCode(200);
  }

  private static void sellFreely(String item) {
    AStore.admin().delete("/api/scarce-items/{item}", item).then().statusCode(204);
  }

  private static ValidatableResponse reports(ATerminal terminal, String item, long granted) {
    return says(terminal, item, granted).statusCode(200);
  }

  private static ValidatableResponse says(ATerminal terminal, String item, long granted) {
    return terminal
        .speaks()
        .contentType("application/json")
        .body(report(item, granted))
        .post("/sync/v1/stock-leases")
        .then();
  }

  private static Map<String, ?> report(String item, long granted) {
    return Map.of(
        "protocol",
        Protocol.VERSION,
        "request",
        "one",
        "session",
        SESSION,
        "leases",
        List.of(
            Map.of(
                "item",
                item,
                "since",
                0,
                "grantedThousandths",
                granted,
                "returnedThousandths",
                0)));
  }

  private static String of(String item) {
    return "items.find { it.item == '" + item + "' }";
  }

  private static String granted(String item) {
    return "leases.find { it.item == '" + item + "' }.grantedThousandths";
  }
}
