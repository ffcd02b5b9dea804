package io.tillstream.agent;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a till app is not given, and by which words. */
@QuarkusTest
@QuarkusTestResource(EnrolledTill.class)
class RefusedRequestsTest extends TillApp {

  @Test
  void otherContentUnderTheSameReferenceIsRefused() {
    String reference = reference();
    sell(reference, "85123A", 2).statusCode(201);
    long before = lastN();

    sell(reference, "85123A", 3)
        .statusCode(409)
        .contentType("application/problem+json")
        .body("code", equalTo("reference-reused"))
        .body("number", notNullValue());
    assertThat(lastN()).isEqualTo(before);

    given()
        .contentType(ContentType.JSON)
        .body(
            """
            {"reference":"%s","lines":[{"item":"85123A","quantity":2}]}"""
                .formatted(reference))
        .post("/v1/returns")
        .then()
        .statusCode(201); // another type is another space of references
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "400 | malformed-body    | -                  | {\"reference\":\"x\",",
        "400 | malformed-body    | -                  | [1]",
        "400 | malformed-body    | reference          | {\"reference\":\"x\",\"reference\":\"y\"}",
        "400 | unknown-field     | refrence           | {\"refrence\":\"x\",\"lines\":[{\"item\":\"85123A\",\"quantity\":1}]}",
        "400 | unknown-field     | lines[0].price     | {\"reference\":\"x\",\"lines\":[{\"item\":\"85123A\",\"quantity\":1,\"price\":1}]}",
        "422 | invalid-field     | reference          | {\"lines\":[{\"item\":\"85123A\",\"quantity\":1}]}",
        "422 | invalid-field     | reference          | {\"reference\":\" x\",\"lines\":[{\"item\":\"85123A\",\"quantity\":1}]}",
        "422 | invalid-field     | reference          | {\"reference\":5,\"lines\":[{\"item\":\"85123A\",\"quantity\":1}]}",
        "422 | invalid-field     | lines              | {\"reference\":\"x\"}",
        "422 | invalid-field     | lines              | {\"reference\":\"x\",\"lines\":[]}",
        "422 | invalid-field     | lines              | {\"reference\":\"x\",\"lines\":{}}",
        "422 | invalid-field     | lines[0]           | {\"reference\":\"x\",\"lines\":[7]}",
        "422 | invalid-field     | lines[0].item      | {\"reference\":\"x\",\"lines\":[{\"quantity\":1}]}",
        "422 | invalid-field     | lines[0].item      | {\"reference\":\"x\",\"lines\":[{\"item\":\"a\",\"barcode\":\"b\",\"quantity\":1}]}",
        "422 | invalid-field     | lines[0].barcode   | {\"reference\":\"x\",\"lines\":[{\"barcode\":\"none\",\"quantity\":1}]}",
        "422 | invalid-field     | lines[0].quantity  | {\"reference\":\"x\",\"lines\":[{\"item\":\"85123A\"}]}",
        "422 | invalid-field     | lines[0].quantity  | {\"reference\":\"x\",\"lines\":[{\"item\":\"85123A\",\"quantity\":\"six\"}]}",
        "422 | out-of-range      | lines[0].quantity  | {\"reference\":\"x\",\"lines\":[{\"item\":\"85123A\",\"quantity\":0}]}",
        "422 | out-of-range      | lines[0].quantity  | {\"reference\":\"x\",\"lines\":[{\"item\":\"85123A\",\"quantity\":-1}]}",
        "422 | out-of-range      | lines[0].quantity  | {\"reference\":\"x\",\"lines\":[{\"item\":\"85123A\",\"quantity\":1e999999}]}",
        "422 | too-many-decimals | lines[0].quantity  | {\"reference\":\"x\",\"lines\":[{\"item\":\"85123A\",\"quantity\":\"1.2345\"}]}",
        "422 | too-many-decimals | lines[0].unitPrice | {\"reference\":\"x\",\"lines\":[{\"item\":\"85123A\",\"quantity\":1,\"unitPrice\":1.23456}]}",
        "422 | out-of-range      | lines[0].unitPrice | {\"reference\":\"x\",\"lines\":[{\"item\":\"85123A\",\"quantity\":1,\"unitPrice\":-1}]}",
        "422 | out-of-range      | lines[0].unitPrice | {\"reference\":\"x\",\"lines\":[{\"item\":\"85123A\",\"quantity\":1,\"unitPrice\":1000001}]}",
        "422 | out-of-range      | lines              | {\"reference\":\"x\",\"lines\":[{\"item\":\"85123A\",\"quantity\":1000000,\"unitPrice\":1000000}]}",
        "422 | price-missing     | lines[0].unitPrice | {\"reference\":\"x\",\"lines\":[{\"item\":\"UNKNOWN\",\"quantity\":1}]}",
        "422 | price-missing     | lines[0].unitPrice | {\"reference\":\"x\",\"lines\":[{\"item\":\"PRICELESS\",\"quantity\":1}]}",
        "422 | invalid-field     | businessDate       | {\"reference\":\"x\",\"businessDate\":\"1.12.2010\",\"lines\":[{\"item\":\"85123A\",\"quantity\":1}]}",
        "422 | out-of-range      | businessDate       | {\"reference\":\"x\",\"businessDate\":\"1010-12-01\",\"lines\":[{\"item\":\"85123A\",\"quantity\":1}]}",
        "422 | too-many-decimals | tenders[0].amount  | {\"reference\":\"x\",\"lines\":[{\"item\":\"85123A\",\"quantity\":1}],\"tenders\":[{\"type\":\"cash\",\"amount\":2.555}]}",
        "422 | tender-mismatch   | tenders            | {\"reference\":\"x\",\"lines\":[{\"item\":\"85123A\",\"quantity\":1}],\"tenders\":[{\"type\":\"cash\",\"amount\":2.54}]}",
        "422 | out-of-range      | tenders            | {\"reference\":\"x\",\"lines\":[{\"item\":\"85123A\",\"quantity\":1}],\"tenders\":[]}",
      })
  void badInputIsRefusedByNameAndChangesNothing(
      int status, String code, String field, String body) {
    long before = lastN();

    ValidatableResponse refused =
        given()
            .contentType(ContentType.JSON)
            .body(body)
            .post("/v1/sales")
            .then()
            .statusCode(status)
            .contentType("application/problem+json")
            .body("code", equalTo(code))
            .body("detail", notNullValue());

    refused.body("errors.field", field == null ? nullValue() : hasItem(field));
    assertThat(lastN()).isEqualTo(before);
  }

  @Test
  void allFaultsAreToldAtOnce() {
    sale(
            """
            {"lines":[{"item":"85123A","quantity":0},{"quantity":"x","unitPrice":true}],
             "tenders":[{"amount":1}],"till":1}""",
            "")
        .statusCode(400)
        .body(
            "errors.field",
            hasItems(
                "till",
                "reference",
                "lines[0].quantity",
                "lines[1].item",
                "lines[1].quantity",
                "lines[1].unitPrice",
                "tenders[0].type"));
  }

  @Test
  void oversizedAndForeignBodiesAreRefused() {
    given()
        .contentType(ContentType.JSON)
        .body("{\"reference\":\"" + "x".repeat(12_000_000) + "\"}")
        .post("/v1/sales")
        .then()
        .statusCode(413)
        .contentType("application/problem+json")
        .body("code", equalTo("body-too-large"));
    given()
        .contentType(ContentType.TEXT)
        .body("reference=1")
        .post("/v1/sales")
        .then()
        .statusCode(415)
        .body("code", equalTo("unsupported-media-type"));
    given().get("/v1/sales").then().statusCode(405).body("code", equalTo("method-not-allowed"));
    given().get("/v1/nothing").then().statusCode(404).body("code", equalTo("not-found"));
    given()
        .get("/v1/documents?limit=0")
        .then()
        .statusCode(400)
        .body("code", equalTo("invalid-parameter"));
    given().get("/v1/documents?delivery=lost").then().statusCode(400);
    given().get("/v1/documents/first").then().statusCode(400);
  }

  @Test
  void onlyThisComputerIsServed() {
    for (String host :
        List.of("till.example", "127.0.0.1.example", "10.0.0.7:7300", "localhost.x")) {
      given()
          .header("Host", host)
          .get("/v1/status")
          .then()
          .statusCode(403)
          .contentType("application/problem+json")
          .body("code", equalTo("not-local"));
    }
    given().header("Host", "localhost:7300").get("/v1/status").then().statusCode(200);
    given().header("Host", "[::1]:7300").get("/q/health/live").then().statusCode(200);
    given()
        .header("Origin", "https://evil.example")
        .post("/v1/sync")
        .then()
        .statusCode(403)
        .body("code", equalTo("not-local"));
    given().header("Host", "till.example").get("/q/health").then().statusCode(403);
  }
}
