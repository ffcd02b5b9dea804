package io.tillstream.agent;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.tillstream.protocol.document.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a till app experiences, over HTTP, with the store there and not there. */
@QuarkusTest
@QuarkusTestResource(EnrolledTill.class)
class TillJourneyTest extends TillApp {

  @Test
  void aSaleIsAnsweredWithItsNumberAndItsReceipt() {
    sale(
            """
            {"reference":"%s","businessDate":"2010-12-01","cashier":"Ann","customer":"17850",
             "lines":[{"item":"85123A","quantity":"6"},
                      {"barcode":"5012345678900","quantity":6},
                      {"item":"POST","quantity":1,"unitPrice":"18.005"}],
             "tenders":[{"type":"cash","amount":"50.00"},{"type":"card","amount":3.65}]}""",
            reference())
        .statusCode(201)
        .body("repeated", equalTo(false))
        .body("document.number", matchesPattern("S1-T1-10-1-[0-9]{6}"))
        .body("document.total", equalTo("53.65"))
        .body("document.lines", equalTo(3))
        .body("document.businessDate", equalTo("2010-12-01"))
        .body("receipt", containsString("WHITE HANGING HEART"))
        .body("receipt", containsString("Store S1"))
        .body("receipt", containsString("TOTAL GBP                            53.65"))
        .body("receipt", containsString("incl. tax 20%"))
        .body("receipt", not(containsString("OFFLINE")));
  }

  @Test
  void aSaleReachesTheStoreByItself() {
    String reference = reference();
    sell(reference, "85123A", 1).statusCode(201);

    waitUntil(() -> atTheStore(reference) != null);

    Document received = atTheStore(reference);
    assertThat(received.offline()).isNull();
    assertThat(received.skewMillis()).isNotNull();
    assertThat(received.catalogueSeq())
        .as("how far it had heard when it looked the item up")
        .isBetween(1L, Long.valueOf(status("catalogue.seq")));
    waitUntil(() -> "0".equals(status("pending")));
  }

  @Test
  void askingAgainAfterATimeoutGetsTheSameDocument() {
    String reference = reference();
    Response first = sell(reference, "85123A", 2).statusCode(201).extract().response();

    Response again =
        sale(
                """
                {"lines":[{"quantity":2.0,"item":"85123A"}],"reference":"%s"}""",
                reference)
            .statusCode(200)
            .extract()
            .response();

    assertThat(again.path("repeated").equals(true)).isTrue();
    assertThat(again.<String>path("document.number"))
        .isEqualTo(first.<String>path("document.number"));
    assertThat(again.<String>path("receipt")).isEqualTo(first.<String>path("receipt"));
  }

  @Test
  void aSaleThatIsAskedForInAnUnusualFormIsAnsweredAsAnyOther() {
    String sale =
        """
        {"reference":"%s","lines":[{"item":"85123A","quantity":2}]}"""
            .formatted(reference());
    sale(sale, "").statusCode(201);
    waitUntil(() -> "0".equals(status("pending"))); // the answer says where the document is

    for (String body : List.of(sale, "{", "{\"reference\":\"x\",\"lines\":[{\"item\":5}]}")) {
      Response ordinary = asked("application/json", body);
      Response unusual = asked("application/json;q=0.9", body);

      assertThat(unusual.statusCode()).isEqualTo(ordinary.statusCode());
      assertThat(unusual.asString()).isEqualTo(ordinary.asString());
      assertThat(unusual.contentType().replace(";charset=UTF-8", ""))
          .isEqualTo(ordinary.contentType());
    }
  }

  private static Response asked(String accept, String body) {
    return given()
        .contentType(ContentType.JSON)
        .header("Accept", accept)
        .body(body)
        .post("/v1/sales");
  }

  @Test
  void twoIdenticalRequestsAtOnceGetOneDocument() throws Exception {
    String reference = reference();
    List<Integer> numbers = new ArrayList<>();
    List<Integer> statuses = new ArrayList<>();
    try (ExecutorService tills = Executors.newFixedThreadPool(8)) {
      List<Future<Response>> racing =
          IntStream.range(0, 8)
              .mapToObj(i -> tills.submit(() -> sell(reference, "85123A", 1).extract().response()))
              .toList();
      for (Future<Response> each : racing) {
        numbers.add(each.get().<Integer>path("document.n"));
        statuses.add(each.get().statusCode());
      }
    }
    assertThat(numbers).hasSize(8).containsOnly(numbers.get(0));
    assertThat(statuses).filteredOn(status -> status == 201).hasSize(1);
    assertThat(statuses).filteredOn(status -> status == 200).hasSize(7);
  }

  @Test
  void returnsWriteOffsAdjustmentsAndCustomersHaveTheirOwnNumbers() {
    post(
            "/v1/returns",
            """
            {"reference":"%s","lines":[{"item":"85123A","quantity":2}],
             "tenders":[{"type":"cash","amount":"-5.10"}]}""")
        .statusCode(201)
        .body("document.number", matchesPattern("R-S1-T1-[0-9]{2}-1-[0-9]{6}"))
        .body("document.total", equalTo("-5.10"));
    post(
            "/v1/write-offs",
            """
            {"reference":"%s","reason":"broken","lines":[{"item":"85123A","quantity":2}]}""")
        .statusCode(201)
        .body("document.number", matchesPattern("W-S1-.*"))
        .body("document.total", equalTo("0.00"))
        .body("receipt", containsString("Reason broken"));
    post(
            "/v1/financial-adjustments",
            """
            {"reference":"%s","lines":[{"item":"B","quantity":1,"unitPrice":"-11062.06",
             "description":"Adjust bad debt"}]}""")
        .statusCode(201)
        .body("document.number", matchesPattern("A-S1-.*"))
        .body("document.total", equalTo("-11062.06"));
    post(
            "/v1/customers",
            """
            {"reference":"%s","name":"Zoë Ångström","phone":"020 7946 0000","email":"zoe@example.org"}""")
        .statusCode(201)
        .body("document.number", matchesPattern("C-S1-.*"))
        .body("receipt", containsString("Zoë Ångström"));
  }

  @Test
  void withoutTheStoreTheShopGoesOnAndSaysSoOnTheReceipt() {
    store.cut();
    waitUntil(() -> "offline".equals(status("link")));
    String reference = reference();

    sell(reference, "85123A", 3)
        .statusCode(201)
        .body("receipt", containsString("*** OFFLINE ***"))
        .body("document.delivery", equalTo("pending"));
    given()
        .post("/v1/sync")
        .then()
        .statusCode(503)
        .contentType("application/problem+json")
        .body("code", equalTo("store-unreachable"))
        .body("pending", greaterThan(0));
    given()
        .get("/v1/documents?delivery=pending")
        .then()
        .body("documents.reference", hasItem(reference));
    given().get("/v1/status").then().body("oldestPending", notNullValue());

    store.heal();
    given().post("/v1/sync").then().statusCode(200).body("pending", equalTo(0));
    assertThat(atTheStore(reference).offline()).isTrue();
  }

  @Test
  void whatWaitsGoesUpByItselfWhenTheStoreIsBack() {
    store.cut();
    waitUntil(() -> "offline".equals(status("link")));
    String reference = reference();
    sell(reference, "85123A", 3).statusCode(201);

    store.heal();

    waitUntil(() -> atTheStore(reference) != null);
  }

  @Test
  void aRevokedCredentialIsSaidAndSellingGoesOn() {
    store.revoke();
    waitUntil(() -> "refused".equals(status("credential")));

    sell(reference(), "85123A", 1).statusCode(201);
    given().get("/v1/status").then().body("trouble", containsString("refuses"));

    store.heal();
    given().post("/v1/sync").then().statusCode(200);
    assertThat(status("credential")).isEqualTo("valid");
  }

  @Test
  void onHandIsTheStoresFigureAndOwnSalesOnce() {
    given().post("/v1/sync").then().statusCode(200);
    long before = onHand("85123a");

    sell(reference(), "85123a", 5).statusCode(201);
    assertThat(onHand("85123a")).isEqualTo(before - 5);

    given().post("/v1/sync").then().statusCode(200);
    assertThat(onHand("85123a")).isEqualTo(before - 5);
    assertThat(store.stockOf("85123a")).isEqualTo((before - 5) * 1000);
    given()
        .get("/v1/stock?after=71053&limit=2")
        .then()
        .body("stock.item", contains("85123A", "85123a"));
    given()
        .get("/v1/stock?limit=1")
        .then()
        .body("next", equalTo("71053"))
        .body("asOf", notNullValue())
        .body("ageSeconds", greaterThanOrEqualTo(0));
    given()
        .get("/v1/stock/{item}", "85123a")
        .then()
        .body("item", equalTo("85123a"))
        .body("asOf", notNullValue())
        .body("ageSeconds", greaterThanOrEqualTo(0))
        .body("leased", nullValue());
  }

  @Test
  void aMixedBasketWithAnUnknownItemIsSoldAndParkedByTheStore() {
    String reference = reference();
    sale(
            """
            {"reference":"%s","lines":[{"item":"NEW-THING","quantity":1,"unitPrice":"9.99",
             "description":"  Not in the catalogue yet "}]}""",
            reference)
        .statusCode(201)
        .body("receipt", containsString("NEW-THING Not in the catalogue yet"));
    given().post("/v1/sync").then().statusCode(200).body("parked", greaterThan(0));
    given()
        .get("/v1/documents?after=" + (lastN() - 1))
        .then()
        .body("documents[0].reason", equalTo("unknown-item"));
  }

  @Test
  void itemsAreFoundByCodeAndBarcodeExactly() {
    given()
        .get("/v1/items/85123A")
        .then()
        .statusCode(200)
        .body("unitPrice", equalTo("2.55"))
        .body("taxRate", equalTo("20"))
        .body("stocked", equalTo(true));
    given().get("/v1/items/85123a").then().body("description", equalTo("ANOTHER HEART"));
    given().get("/v1/barcodes/5012345678900").then().body("item", equalTo("71053"));
    given().get("/v1/items/{item}", "ON/OFF 100%").then().body("description", equalTo("SWITCH"));
    given().get("/v1/stock/{item}", "ON/OFF 100%").then().statusCode(200);
    given().get("/v1/items/85123B").then().statusCode(404).body("code", equalTo("not-found"));
    given().get("/v1/barcodes/1").then().statusCode(404).body("code", equalTo("not-found"));
    given().get("/v1/stock/NOTHING").then().statusCode(404).body("code", equalTo("not-found"));
  }

  @Test
  void aDocumentCanBeReadAgainWholeWithItsReceipt() {
    Response made = sell(reference(), "85123A", 1).statusCode(201).extract().response();

    given()
        .get("/v1/documents/" + made.path("document.n"))
        .then()
        .statusCode(200)
        .body("document.number", equalTo(made.path("document.number")))
        .body("document.lines[0].quantityThousandths", equalTo(1000))
        .body("receipt", equalTo(made.path("receipt")));
    given().get("/v1/documents/999999999").then().statusCode(404);
  }

  @Test
  void healthAndStatusSayHowTheTerminalIsDoing() {
    given().get("/q/health/live").then().statusCode(200);
    given().get("/q/health/ready").then().statusCode(200).body("status", equalTo("UP"));
    given()
        .get("/v1/status")
        .then()
        .body("store", equalTo("S1"))
        .body("terminal", equalTo("T1"))
        .body("epoch", equalTo(1))
        .body("last.hash", matchesPattern("[0-9a-f]{64}"))
        .body("catalogue.items", equalTo(6))
        .body("catalogue.checkpointAt", notNullValue())
        .body("catalogue.asOf", notNullValue())
        .body("catalogue.ageSeconds", greaterThanOrEqualTo(0))
        .body("series.type", hasItems("sale", "return", "write-off", "customer"))
        .body("disk.reserve", equalTo("held"))
        .body("disk.freeBytes", notNullValue())
        .body("upload", equalTo("ready"))
        .body("version", matchesPattern("[0-9]+\\..*"));
  }
}
