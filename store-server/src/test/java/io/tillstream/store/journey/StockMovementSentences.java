package io.tillstream.store.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.restassured.response.ValidatableResponse;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Line;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.document.Voided;
import io.tillstream.store.AJournal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Goods move within the store, and leave it otherwise than with a customer. */
abstract class StockMovementSentences {

  @Test
  void goodsGoToTheBackRoomAndFromThereToTheShopFloor() {
    String lamp = AStore.newItemForSale();
    receives(lamp, "back-room", "10").statusCode(201);
    assertThat(AStore.onHand(lamp)).as("terminals are shown the floor").isEqualTo("0");

    moves("back-room", "shop-floor", null, lamp, "4").statusCode(201);

    assertThat(AStore.onHand(lamp)).isEqualTo("4");
    assertThat(at("back-room", lamp)).isEqualTo("6");
  }

  @Test
  void goodsAreScrappedMissedFoundAndSentBack() {
    String lamp = AStore.newItemForSale();
    AStore.receives(AStore.newReference(), lamp, "10").then().statusCode(201);

    moves("shop-floor", "scrap", "broken", lamp, "1").statusCode(201);
    moves("shop-floor", "adjustment", "not on the shelf", lamp, "2").statusCode(201);
    moves("adjustment", "back-room", "stood behind the door", lamp, "1").statusCode(201);
    moves("shop-floor", "supplier", null, lamp, "3").statusCode(201);

    assertThat(AStore.onHand(lamp)).isEqualTo("4");
    assertThat(at("back-room", lamp)).isEqualTo("1");
  }

  @Test
  void aMovementSentTwiceMovesOnce() {
    String lamp = AStore.newItemForSale();
    String reference = AStore.newReference();
    Map<String, Object> asked = movement("shop-floor", "back-room", null, lamp, "4");
    asked.put("reference", reference);

    post(asked)
        .statusCode(201)
        .body("terminal", equalTo("STORE"))
        .body("type", equalTo("stock-movement"))
        .body("number", startsWith("M-S1-STORE-"))
        .body("total", equalTo("0.00"));
    post(asked).statusCode(200).body("reference", equalTo(reference));
    asked.put("to", "supplier");
    post(asked).statusCode(409).body("code", equalTo("reference-reused"));

    assertThat(AStore.onHand(lamp)).isEqualTo("-4");
    assertThat(at("back-room", lamp)).isEqualTo("4");
  }

  @Test
  void eachKindOfTheStoresDocumentsIsNumberedByItself() {
    String lamp = AStore.newItemForSale();
    String first = moves("shop-floor", "back-room", null, lamp, "1").extract().path("number");
    AStore.receives(AStore.newReference(), lamp, "1").then().statusCode(201);
    String second = moves("shop-floor", "back-room", null, lamp, "1").extract().path("number");

    assertThat(counter(second)).isEqualTo(counter(first) + 1);
  }

  @Test
  void returnedGoodsThatAreUnfitGoToScrapAndComeBackWhenTheReturnIsVoided() {
    String lamp = AStore.newItemForSale();
    List<Line> lines = List.of(new Line(lamp, null, 2_000, 25_500, 510, null, null, null, true));
    ATerminal terminal = ATerminal.enrolled();
    AJournal till = terminal.journal;
    Document unfit =
        till.document(DocumentType.RETURN, lines, next -> next.goodsTo(Location.SCRAP));
    till.append(unfit.canonicalBytes());
    till.append(
        till.document(
                DocumentType.VOID,
                lines,
                next ->
                    next.goodsTo(Location.SCRAP)
                        .voids(new Voided(unfit.epoch(), 1, DocumentType.RETURN, "R-1")))
            .canonicalBytes());
    till.sells(1, lamp);

    terminal
        .uploads(0, 3)
        .statusCode(200)
        .body("verdicts.verdict", contains("ACCEPTED", "ACCEPTED", "ACCEPTED"));

    assertThat(AStore.onHand(lamp)).isEqualTo("-1");
  }

  @Test
  void aSaleThatSaysItsGoodsGoElsewhereWaitsForAPerson() {
    String lamp = AStore.newItemForSale();
    ATerminal till = ATerminal.enrolled();
    List<Line> lines = List.of(new Line(lamp, null, 1_000, 25_500, 255, null, null, null, true));
    till.journal.append(
        till.journal
            .document(DocumentType.SALE, lines, next -> next.goodsTo(Location.SCRAP))
            .canonicalBytes());

    till.uploads(0, 1).statusCode(200).body("verdicts.reason", contains("unreadable"));

    assertThat(AStore.onHand(lamp)).isEqualTo("0");
  }

  @Test
  void whatMakesNoSenseIsRefusedFieldByFieldAndChangesNothing() {
    String lamp = AStore.newItemForSale();
    long head = AStore.head();

    post(Map.of())
        .statusCode(422)
        .body("errors.field", contains("reference", "from", "to", "lines"));
    moves("attic", "shop-floor", null, lamp, "1")
        .statusCode(422)
        .body("errors.field", contains("from"))
        .body(
            "errors.detail",
            contains(
                "attic is none of shop-floor, back-room, customer, supplier, in-transit, adjustment,"
                    + " scrap"));
    moves("shop-floor", "shop-floor", null, lamp, "1")
        .statusCode(422)
        .body("errors.field", contains("to"));
    moves("shop-floor", "customer", null, lamp, "1")
        .statusCode(422)
        .body("errors.field", contains("to"));
    moves("in-transit", "shop-floor", null, lamp, "1")
        .statusCode(422)
        .body("errors.field", contains("to"));
    moves("shop-floor", "scrap", null, lamp, "1")
        .statusCode(422)
        .body("errors.field", contains("reason"));
    moves("shop-floor", "back-room", null, "NO-SUCH-ITEM", "1")
        .statusCode(422)
        .body("errors.field", contains("lines[0].item"));
    moves("shop-floor", "back-room", null, lamp, "0")
        .statusCode(422)
        .body("errors.field", contains("lines[0].quantity"));
    receives(lamp, "scrap", "1").statusCode(422).body("errors.field", contains("to"));
    AStore.admin()
        .queryParam("location", "customer")
        .get("/api/stock")
        .then()
        .statusCode(400)
        .body("code", equalTo("invalid-parameter"));

    assertThat(AStore.head()).isEqualTo(head);
  }

  private static long counter(String number) {
    return Long.parseLong(number.substring(number.lastIndexOf('-') + 1));
  }

  private static String at(String location, String item) {
    return AStore.admin()
        .queryParam("location", location)
        .get("/api/stock/{item}", item)
        .then()
        .statusCode(200)
        .extract()
        .path("quantity");
  }

  private static ValidatableResponse receives(String item, String to, String quantity) {
    return AStore.admin()
        .contentType("application/json")
        .body(
            Map.of(
                "reference",
                AStore.newReference(),
                "to",
                to,
                "lines",
                List.of(Map.of("item", item, "quantity", quantity))))
        .post("/api/goods-receipts")
        .then();
  }

  private static ValidatableResponse moves(
      String from, String to, String reason, String item, String quantity) {
    return post(movement(from, to, reason, item, quantity));
  }

  private static Map<String, Object> movement(
      String from, String to, String reason, String item, String quantity) {
    Map<String, Object> asked = new HashMap<>();
    asked.put("reference", AStore.newReference());
    asked.put("from", from);
    asked.put("to", to);
    asked.put("reason", reason);
    asked.put("lines", List.of(Map.of("item", item, "quantity", quantity)));
    return asked;
  }

  private static ValidatableResponse post(Map<String, Object> body) {
    return AStore.admin()
        .contentType("application/json")
        .body(body)
        .post("/api/stock-movements")
        .then();
  }
}
