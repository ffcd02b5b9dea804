package io.tillstream.store.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.restassured.response.ValidatableResponse;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Line;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** More is sold than there was: a person learns why and decides. */
abstract class CaseSentences {

  private String lamp;
  private ATerminal first;
  private ATerminal second;

  @BeforeEach
  void twoTillsThatDoNotHearOfEachOther() {
    lamp = AStore.newItemForSale();
    AStore.receives(AStore.newReference(), lamp, "3").then().statusCode(201);
    first = ATerminal.enrolled();
    first.journal.sells(2, lamp);
    second = ATerminal.enrolled();
    second.journal.sells(2, lamp);
  }

  @Test
  void aCaseSaysInPlainWordsWhyItIsThereHoweverOftenItsSalesAreSent() {
    String number = oversold();
    first.uploadsAll();
    second.uploadsAll();

    assertThat(open()).hasSize(1);
    one(number)
        .body("kind", equalTo("oversell"))
        .body("state", equalTo("open"))
        .body("missing", equalTo("1"))
        .body("documents.document", contains(first.keyOf(1), second.keyOf(1)))
        .body("documents.quantity", contains("2", "2"))
        .body(
            "why",
            startsWith(
                "The shop floor held 3 of %s; terminal %s sold 2 at ".formatted(lamp, first.id)))
        .body("why", containsString("; terminal " + second.id + " sold 2 at "))
        .body("why", containsString(", arrived "))
        .body("why", containsString("That is 1 more than there was."))
        .body(
            "settlements.choice",
            contains(
                "accept", "back-order", "transfer", "recount", "compensate", "correct", "correct"))
        .body("settlements.document", hasItem(second.keyOf(1)))
        .body("settlements[4].stock[0].before", equalTo("-1"))
        .body("settlements[4].stock[0].after", equalTo("0"))
        .body(
            "settlements.money",
            hasItem("No money moves. At today's price the missing goods sell for 2.55 GBP."));
  }

  @Test
  void theDecisionIsADocumentAndWhoComesLaterIsToldOfIt() {
    String number = oversold();

    settles(number, "compensate", "Ann").statusCode(200).body("state", equalTo("settled"));
    settles(number, "compensate", "Ann").statusCode(200);
    settles(number, "accept", "Ben")
        .statusCode(409)
        .body("code", equalTo("case-closed"))
        .body("detail", startsWith("Ann settled the case at "));

    assertThat(AStore.onHand(lamp)).isEqualTo("0");
    String settlement =
        one(number)
            .body("decision.choice", equalTo("compensate"))
            .body("decision.by", equalTo("Ann"))
            .body("decision.reason", equalTo("it was on the shelf"))
            .extract()
            .path("decision.document");
    AStore.document(settlement).statusCode(200).body("type", equalTo("case-settlement"));
    assertThat(open()).isEmpty();
  }

  @Test
  void whatAnotherStoreIsAskedForIsOwedUntilItComes() {
    String number = oversold();

    settle(number, Map.of("choice", "transfer", "reason", "they have", "by", "Ann", "store", "S2"))
        .statusCode(200)
        .body("decision.expected", equalTo("open"));

    assertThat(owed("open")).isEqualTo("S2");
    AStore.admin().get("/console/cases").then().body(containsString("<td>store S2</td>"));
    AStore.receives(AStore.newReference(), lamp, "1").then().statusCode(201);
    assertThat(owed("arrived")).isEqualTo("S2");
    one(number).body("decision.expected", equalTo("arrived"));
    AStore.admin().get("/api/expected-goods?state=late").then().statusCode(400);
  }

  @Test
  void theConsoleCorrectsASaleByItsDocument() {
    String number = oversold();

    AStore.admin()
        .redirects()
        .follow(false)
        .formParam("choice", "correct " + second.keyOf(1))
        .formParam("reason", "it was a cup")
        .formParam("by", "Ann")
        .formParam("documents", "2")
        .formParam("missing", "1")
        .formParam("store", "")
        .post("/console/cases/{case}", number)
        .then()
        .statusCode(303);

    one(number).body("decision.corrects", equalTo(second.keyOf(1)));
    assertThat(AStore.onHand(lamp)).isEqualTo("1");
  }

  @Test
  void goodsThatComeInEndTheCase() {
    String number = oversold();

    AStore.receives(AStore.newReference(), lamp, "1").then().statusCode(201);

    one(number)
        .body("state", equalTo("gone"))
        .body("history.what", hasItem(containsString("the shop floor holds enough again")));
    settles(number, "accept", "Ann")
        .statusCode(409)
        .body("detail", containsString("ended by itself"));
  }

  @Test
  void whoHasSeenLessThanThereIsNowBooksNothing() {
    String number = oversold();
    first.journal.sells(1, lamp);
    first.uploadsAll();

    settles(number, "compensate", "Ann")
        .statusCode(409)
        .body("code", equalTo("case-grown"))
        .body("detail", containsString("3 documents now, and 2 are missing"));

    assertThat(AStore.onHand(lamp)).isEqualTo("-2");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "give-away,why,Ann,choice",
        "transfer,why,Ann,store",
        "correct,why,Ann,document",
        "from-back-room,why,Ann,choice",
        "accept,-,Ann,reason",
        "accept,why,-,by"
      })
  void aDecisionThatSaysNothingUsableIsRefused(
      String choice, String reason, String by, String field) {
    String number = oversold();
    Map<String, Object> body = new HashMap<>();
    body.put("choice", choice);
    body.put("reason", reason);
    body.put("by", by);

    settle(number, body).statusCode(422).body("errors.field", contains(field));

    one(number).body("state", equalTo("open"));
  }

  @ParameterizedTest
  @CsvSource({"9-9", "0", "x", "1-1-1"})
  void aCaseThatIsNotThereIsNotFound(String number) {
    AStore.admin().get("/api/cases/{case}", number).then().statusCode(404);
    settles(number, "accept", "Ann").statusCode(404);
    AStore.admin().get("/console/cases/{case}", number).then().statusCode(404);
  }

  @Test
  void theConsoleListsItShowsItAndSettlesIt() {
    String number = oversold();
    AStore.admin()
        .get("/console")
        .then()
        .body(containsString("<dt>Open cases</dt><dd><a href=\"/console/cases\">"));
    AStore.admin()
        .get("/console/cases")
        .then()
        .statusCode(200)
        .body(containsString("/console/cases/" + number))
        .body(containsString("That is 1 more than there was."));
    AStore.admin()
        .get("/console/cases/{case}", number)
        .then()
        .statusCode(200)
        .body(containsString(second.keyOf(1)))
        .body(containsString("shop floor: -1 → 0"));

    AStore.admin()
        .redirects()
        .follow(false)
        .formParam("choice", "accept")
        .formParam("reason", "comes on Monday")
        .formParam("by", "Ann")
        .formParam("documents", "2")
        .formParam("missing", "1")
        .post("/console/cases/{case}", number)
        .then()
        .statusCode(303);

    AStore.admin()
        .get("/console/cases/{case}", number)
        .then()
        .body(containsString("Ann settled it: accept, because: comes on Monday"))
        .body(not(containsString("<form")));
  }

  /** From where the lamp is awaited, or was. */
  private String owed(String state) {
    return AStore.admin()
        .queryParam("limit", 1000)
        .queryParam("state", state)
        .get("/api/expected-goods")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .param("lamp", lamp)
        .getString("expected.find { it.item == lamp }.from");
  }

  @Test
  void anItemThatNobodyKnowsIsACaseUntilItIsCreated() {
    String novelty = AStore.newItem();
    first.journal.sellsUnknown(2, novelty);
    first.uploadsAll();

    String number = openOf("unknown-item", novelty).getFirst();
    one(number)
        .body("documents.document", contains(first.keyOf(2)))
        .body("why", startsWith("The catalogue has no item " + novelty + ": terminal "))
        .body("settlements.choice", contains("leave-unbooked"));

    AStore.sells(novelty);

    one(number).body("state", equalTo("gone"));
    AStore.document(first.keyOf(2)).body("verdict", equalTo("ACCEPTED"));
  }

  @Test
  void goodsThatArePromisedAndSoldToSomebodyElseAreACase() {
    String order = AStore.newReference();
    Map<String, Object> promise =
        Map.of(
            "reference",
            order,
            "customer",
            "17850",
            "lines",
            List.of(Map.of("item", lamp, "quantity", "2")));
    promises(promise).statusCode(201).body("type", equalTo("promise"));
    promises(promise).statusCode(200);
    promises(Map.of("reference", order, "customer", "1", "lines", promise.get("lines")))
        .statusCode(409);
    promises(Map.of("reference", AStore.newReference(), "lines", promise.get("lines")))
        .statusCode(422)
        .body("errors.field", contains("customer"));
    first.uploadsAll();

    String number = openOf("promised", lamp).getFirst();
    one(number)
        .body("missing", equalTo("1"))
        .body("why", startsWith("Of %s 2 to 17850 (promise %s) is".formatted(lamp, order)))
        .body("settlements.choice", contains("accept", "back-order", "transfer", "compensate"));
    AStore.admin()
        .queryParam("limit", 1000)
        .get("/api/promises")
        .then()
        .body("promises.findAll { it.item == '%s' }.quantity".formatted(lamp), contains("2"));

    ends(order).statusCode(201);
    ends(order).statusCode(200);
    ends("no-such-promise").statusCode(404);

    one(number).body("state", equalTo("gone"));
  }

  @Test
  void aSaleAtAPriceThatWasNoMoreIsACaseOfItsTill() {
    long heard = AStore.head();
    AStore.imports("item,price\n" + lamp + ",2.99\n").then().statusCode(200);
    AStore.imports("item,price\n" + lamp + ",3.49\n").then().statusCode(200);
    ATerminal behind = sellsAfterwards(heard);
    ATerminal informed = sellsAfterwards(AStore.head());

    assertThat(openOf("price", informed.id)).isEmpty();
    String number = openOf("price", behind.id).getFirst();
    one(number)
        .body("documents.document", contains(behind.keyOf(1)))
        .body("why", containsString(" it sold 2 of " + lamp + " for 2.55 instead of 3.49, "))
        .body("settlements.choice", contains("accept"))
        .body("settlements[0].money", startsWith("Customers paid 1.88 less than by the store's"));
    AStore.admin()
        .get("/console/cases/{case}", number)
        .then()
        .statusCode(200)
        .body(containsString("for 2.55 instead of 3.49"));
    settle(number, Map.of("choice", "accept", "reason", "told", "by", "Ann", "documents", 1))
        .statusCode(200)
        .body("state", equalTo("settled"));
  }

  /**
   * A sale of two by a till that had heard so far, made ten years from now by the store's clock.
   */
  private ATerminal sellsAfterwards(long heard) {
    ATerminal till = ATerminal.enrolled();
    Line line = new Line(lamp, null, 2_000, 25_500, 510, null, null, null, true);
    Document sale =
        till.journal.document(
            DocumentType.SALE,
            List.of(line),
            next -> next.contact(-Duration.ofDays(3_650).toMillis(), null).catalogueSeq(heard));
    till.journal.append(sale.canonicalBytes());
    till.uploadsAll();
    return till;
  }

  private static ValidatableResponse promises(Map<String, Object> body) {
    return AStore.admin().contentType("application/json").body(body).post("/api/promises").then();
  }

  private static ValidatableResponse ends(String reference) {
    return AStore.admin()
        .contentType("application/json")
        .body(Map.of("reason", "fetched elsewhere"))
        .post("/api/promises/{reference}/end", reference)
        .then();
  }

  private static List<String> openOf(String kind, String subject) {
    return AStore.admin()
        .queryParam("limit", 1000)
        .queryParam("kind", kind)
        .get("/api/cases")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .getList("cases.findAll { it.subject == '%s' }.collect { it['case'] }".formatted(subject));
  }

  /** Both sales come in; the case is the newest of all. */
  private String oversold() {
    first.uploadsAll();
    second.uploadsAll();
    List<String> open = open();
    assertThat(open).hasSize(1);
    return open.getFirst();
  }

  private List<String> open() {
    return AStore.admin()
        .queryParam("limit", 1000)
        .get("/api/cases")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .param("lamp", lamp)
        .getList("cases.findAll { it.subject == lamp }.collect { it['case'] }");
  }

  private static ValidatableResponse one(String number) {
    return AStore.admin().get("/api/cases/{case}", number).then().statusCode(200);
  }

  /** As the page of a case sends it that names two documents and misses one piece. */
  private static ValidatableResponse settles(String number, String choice, String by) {
    return settle(
        number,
        Map.of(
            "choice",
            choice,
            "reason",
            "it was on the shelf",
            "by",
            by,
            "documents",
            2,
            "missing",
            "1"));
  }

  private static ValidatableResponse settle(String number, Map<String, Object> body) {
    return AStore.admin()
        .contentType("application/json")
        .body(body)
        .post("/api/cases/{case}/settlement", number)
        .then();
  }
}
