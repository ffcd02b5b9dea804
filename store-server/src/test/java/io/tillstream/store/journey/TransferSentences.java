package io.tillstream.store.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.restassured.response.ValidatableResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Goods go to other stores and come from them. */
abstract class TransferSentences {

  @Test
  void goodsThatLeaveAreInTransitUnderAnIdThatTheStoreGives() {
    String lamp = AStore.newItemForSale();
    AStore.receives(AStore.newReference(), lamp, "10").then().statusCode(201);

    String id = dispatched(lamp, "4");

    assertThat(id).matches("S1-T(\\.\\d+)?-\\d{6}");
    assertThat(AStore.onHand(lamp)).isEqualTo("6");
    transfer(id)
        .body("store", equalTo("S2"))
        .body("state", equalTo("dispatched"))
        .body("overdue", equalTo(false))
        .body("items.item", contains(lamp))
        .body("items.inTransit", contains("4"));
  }

  @Test
  void aDispatchSentTwiceSendsTheGoodsOnce() {
    String lamp = AStore.newItemForSale();
    Map<String, Object> asked = body(lamp, "4");
    asked.put("store", "S2");

    String number = post("", asked).statusCode(201).extract().path("number");
    post("", asked).statusCode(200).body("number", equalTo(number));
    asked.put("store", "S3");
    post("", asked).statusCode(409).body("code", equalTo("reference-reused"));

    assertThat(AStore.onHand(lamp)).isEqualTo("-4");
  }

  @Test
  void goodsMayArriveBeforeTheirDispatchIsKnown() {
    String lamp = AStore.newItemForSale();
    String id = "S2-T-" + AStore.newReference();

    receives(id, "S2", lamp, "4", null).statusCode(201).body("type", equalTo("transfer-receipt"));

    assertThat(AStore.onHand(lamp)).isEqualTo("4");
    transfer(id).body("state", equalTo("received-ahead")).body("items.inTransit", contains("-4"));
  }

  @Test
  void aTransferReceivedTwiceUnderOneReferenceIsReceivedOnceAndUnderAnotherNotAtAll() {
    String lamp = AStore.newItemForSale();
    String id = "S2-T-" + AStore.newReference();
    Map<String, Object> asked = body(lamp, "4");
    asked.put("store", "S2");
    post("/" + id + "/receipts", asked).statusCode(201);
    long head = AStore.head();

    post("/" + id + "/receipts", asked).statusCode(200);
    receives(id, null, lamp, "4", null)
        .statusCode(409)
        .body("code", equalTo("transfer-conflict"))
        .body("detail", containsString("received before"));
    receives(id, "S3", lamp, "4", null)
        .statusCode(409)
        .body("detail", containsString("one with store S2"));

    assertThat(AStore.head()).isEqualTo(head);
    assertThat(AStore.onHand(lamp)).isEqualTo("4");
  }

  @Test
  void aTransferReceivedInPartsIsClosedByTheLast() {
    String lamp = AStore.newItemForSale();
    String id = dispatched(lamp, "10");

    receives(id, null, lamp, "4", true).statusCode(201);
    transfer(id).body("state", equalTo("received-in-part")).body("items.inTransit", contains("6"));
    receives(id, null, lamp, "6", null).statusCode(201);

    transfer(id).body("state", equalTo("closed")).body("items.inTransit", contains("0"));
    receives(id, null, lamp, "1", null)
        .statusCode(409)
        .body("detail", containsString("nothing of transfer " + id + " is in transit"));
  }

  @Test
  void whatIsMissingIsShortUntilItIsSettled() {
    String lamp = AStore.newItemForSale();
    String id = dispatched(lamp, "10");
    receives(id, null, lamp, "7", null).statusCode(201);
    transfer(id).body("state", equalTo("received-short")).body("items.inTransit", contains("3"));

    settles(id, "missing", lamp, "4")
        .statusCode(409)
        .body("detail", containsString("less is open"));
    settles(id, "missing", lamp, "3").statusCode(201);

    transfer(id).body("state", equalTo("closed")).body("items.settled", contains("3"));
  }

  @Test
  void theConsoleShowsWhatIsMissingBeforeWhatIsOnTheWay() {
    String lamp = AStore.newItemForSale();
    String onTheWay = dispatched(lamp, "5");
    String id = dispatched(lamp, "10");
    receives(id, null, lamp, "7", null).statusCode(201);

    String page =
        AStore.admin()
            .get("/console/transfers")
            .then()
            .statusCode(200)
            .contentType("text/html;charset=UTF-8")
            .header("Content-Security-Policy", containsString("default-src 'self'"))
            .extract()
            .asString();

    assertThat(page)
        .containsSubsequence(
            "Short, over or overdue",
            ">" + id + "</a></th>",
            ">received short</td>",
            "<td class=\"number\">3</td>",
            "On the way",
            ">" + onTheWay + "</a></th>",
            ">dispatched</td>",
            "Closed");
    AStore.admin().get("/console").then().body(containsString("href=\"/console/transfers\""));
  }

  @Test
  void theConsoleDispatchesGoodsOnceHoweverOftenTheButtonIsPressed() {
    String lamp = AStore.newItemForSale();
    String reference = AStore.newReference();

    String page =
        dispatchesAtTheConsole(reference, lamp, "4").statusCode(303).extract().header("Location");
    dispatchesAtTheConsole(reference, lamp, "4").statusCode(303).header("Location", equalTo(page));

    assertThat(AStore.onHand(lamp)).isEqualTo("-4");
    AStore.admin()
        .get(page)
        .then()
        .statusCode(200)
        .body(containsString("Store S2 receives it."))
        .body(not(containsString("<form")));
    dispatchesAtTheConsole(AStore.newReference(), lamp, "four")
        .statusCode(422)
        .body(containsString("Row 1, quantity: is not a decimal number. Nothing was changed."));
    dispatchesAtTheConsole(AStore.newReference(), "", "").statusCode(422);
    given().post("/console/transfers").then().statusCode(401);
  }

  @Test
  void theConsoleReceivesWhatHasComeAndSaysWhatIsMissing() {
    String lamp = AStore.newItemForSale();
    String vase = AStore.newItemForSale();
    String id = "S2-T-" + AStore.newReference();

    String page =
        AStore.admin()
            .redirects()
            .follow(false)
            .formParam("transfer", id)
            .formParam("store", "S2")
            .formParam("reference", AStore.newReference())
            .formParam("to", "back-room")
            .formParam("item", "", lamp, vase)
            .formParam("quantity", "", "4", "1.5")
            .post("/console/transfers/receipts")
            .then()
            .statusCode(303)
            .extract()
            .header("Location");

    transfer(id)
        .body("state", equalTo("received-ahead"))
        .body("items.item", contains(lamp, vase))
        .body("items.inTransit", contains("-4", "-1.5"));
    AStore.admin().get(page).then().body(containsString("its dispatch is not known yet"));
    AStore.admin()
        .accept("text/html")
        .formParam("reference", AStore.newReference())
        .formParam("known", lamp, vase)
        .formParam("came", "0", "")
        .post("/console/transfers/{id}/receipts", id)
        .then()
        .statusCode(422)
        .body(containsString("Nothing was changed."));
    AStore.admin().get("/console/transfers/{id}", "NO-SUCH").then().statusCode(404);
  }

  @Test
  void whatCameTooMuchIsOverUntilItIsSettled() {
    String lamp = AStore.newItemForSale();
    String id = dispatched(lamp, "10");
    receives(id, null, lamp, "12", null).statusCode(201);
    transfer(id).body("state", equalTo("received-over")).body("items.inTransit", contains("-2"));

    settles(id, "found", lamp, "2").statusCode(201);

    transfer(id).body("state", equalTo("closed")).body("items.settled", contains("-2"));
  }

  @Test
  void goodsLeaveAndArriveInTheBackRoom() {
    String lamp = AStore.newItemForSale();
    Map<String, Object> leaving = body(lamp, "3");
    leaving.put("store", "S2");
    leaving.put("from", "back-room");
    post("", leaving).statusCode(201);
    Map<String, Object> arriving = body(lamp, "8");
    arriving.put("store", "S2");
    arriving.put("to", "back-room");
    post("/S2-T-" + AStore.newReference() + "/receipts", arriving).statusCode(201);

    assertThat(AStore.onHand(lamp)).isEqualTo("0");
    AStore.admin()
        .queryParam("location", "back-room")
        .get("/api/stock/{item}", lamp)
        .then()
        .body("quantity", equalTo("5"));
  }

  @Test
  void whatMakesNoSenseIsRefusedAndChangesNothing() {
    String lamp = AStore.newItemForSale();
    String known = dispatched(lamp, "1");
    long head = AStore.head();

    post("", Map.of())
        .statusCode(422)
        .body("errors.field", contains("store", "reference", "lines"));
    Map<String, Object> toItself = body(lamp, "1");
    toItself.put("store", "S1");
    toItself.put("from", "customer");
    toItself.put("id", "S1-T-000001");
    post("", toItself).statusCode(422).body("errors.field", contains("id", "store", "from"));
    Map<String, Object> again = body(lamp, "1");
    again.put("store", "no such name");
    post("", again).statusCode(422).body("errors.field", contains("store"));
    receives("NOBODY-KNOWS-1", null, lamp, "1", null)
        .statusCode(404)
        .body("code", equalTo("not-found"));
    receives("S1-T-999999", "S2", lamp, "1", null)
        .statusCode(409)
        .body("detail", containsString("has dispatched no transfer"));
    receives(known, null, "NO-SUCH-ITEM", "1", null)
        .statusCode(422)
        .body("errors.field", contains("lines[0].item"));
    settles("NOBODY-KNOWS-1", "missing", lamp, "1").statusCode(404);
    settles(known, "lost", lamp, "1").statusCode(422).body("errors.field", contains("kind"));
    AStore.admin().get("/api/transfers/NOBODY-KNOWS-1").then().statusCode(404);

    assertThat(AStore.head()).isEqualTo(head);
  }

  @Test
  void transfersAreListedInPages() {
    String lamp = AStore.newItemForSale();
    String first = dispatched(lamp, "1");
    String second = dispatched(lamp, "2");

    AStore.admin()
        .queryParam("limit", 2)
        .queryParam("after", first.substring(0, first.length() - 1))
        .get("/api/transfers")
        .then()
        .statusCode(200)
        .body("transfers[0].id", startsWith("S1-T"))
        .body("next", startsWith("S1-T"));
    assertThat(second).isGreaterThan(first);
  }

  @Test
  void whatIsMissingIsACaseAndWhoeverGivesItUpClosesTheTransfer() {
    String lamp = AStore.newItemForSale();
    String id = dispatched(lamp, "10");
    receives(id, null, lamp, "7", null).statusCode(201);
    String number =
        AStore.admin()
            .queryParam("limit", 1000)
            .queryParam("kind", "transfer")
            .get("/api/cases")
            .then()
            .statusCode(200)
            .extract()
            .jsonPath()
            .param("id", id)
            .getString("cases.find { it.subject == id }['case']");

    AStore.admin()
        .get("/api/cases/{case}", number)
        .then()
        .body("kind", equalTo("transfer"))
        .body("missing", equalTo("3"))
        .body("why", containsString("of " + lamp + " 10 were sent and 7 received"))
        .body("why", containsString("Received 3 short."))
        .body("documents.type", contains("transfer-dispatch", "transfer-receipt"))
        .body("settlements.choice", contains("wait", "lost", "counted-again"))
        .body("settlements[1].stock[0].location", equalTo("in-transit"))
        .body("settlements[1].stock[0].before", equalTo("3"))
        .body("settlements[1].stock[0].after", equalTo("0"));
    AStore.admin()
        .get("/console/cases/{case}", number)
        .then()
        .statusCode(200)
        .body(containsString("Received 3 short."))
        .body(containsString(lamp + ", in transit: 3 → 0"));
    AStore.admin()
        .contentType("application/json")
        .body(
            Map.of(
                "choice",
                "lost",
                "reason",
                "a box fell off",
                "by",
                "Ann",
                "documents",
                2,
                "missing",
                "3"))
        .post("/api/cases/{case}/settlement", number)
        .then()
        .statusCode(200)
        .body("state", equalTo("settled"));

    transfer(id).body("state", equalTo("closed")).body("items.settled", contains("3"));
    assertThat(AStore.onHand(lamp)).isEqualTo("-3");
  }

  private static ValidatableResponse dispatchesAtTheConsole(
      String reference, String item, String quantity) {
    return AStore.admin()
        .redirects()
        .follow(false)
        .accept("text/html")
        .formParam("store", "S2")
        .formParam("reference", reference)
        .formParam("from", "shop-floor")
        .formParam("item", item, "")
        .formParam("quantity", quantity, "")
        .post("/console/transfers")
        .then();
  }

  private static String dispatched(String item, String quantity) {
    Map<String, Object> asked = body(item, quantity);
    asked.put("store", "S2");
    return post("", asked).statusCode(201).extract().path("transfer.id");
  }

  private static ValidatableResponse receives(
      String id, String store, String item, String quantity, Boolean part) {
    Map<String, Object> asked = body(item, quantity);
    asked.put("store", store);
    asked.put("part", part);
    return post("/" + id + "/receipts", asked);
  }

  private static ValidatableResponse settles(String id, String kind, String item, String quantity) {
    Map<String, Object> asked = body(item, quantity);
    asked.put("kind", kind);
    asked.put("reason", "counted twice");
    return post("/" + id + "/difference", asked);
  }

  private static Map<String, Object> body(String item, String quantity) {
    Map<String, Object> body = new HashMap<>();
    body.put("reference", AStore.newReference());
    body.put("lines", List.of(Map.of("item", item, "quantity", quantity)));
    return body;
  }

  private static ValidatableResponse post(String path, Map<String, Object> body) {
    return AStore.admin()
        .contentType("application/json")
        .body(body)
        .post("/api/transfers" + path)
        .then();
  }

  private static ValidatableResponse transfer(String id) {
    return AStore.admin().get("/api/transfers/{id}", id).then().statusCode(200);
  }
}
