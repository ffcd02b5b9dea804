package io.tillstream.store.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.tillstream.protocol.chain.Hash;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Goods arrive from suppliers. */
abstract class GoodsSentences {

  @Test
  void goodsAreOnHandOnceHoweverOftenTheirReceiptIsSent() {
    String lamp = AStore.newItemForSale();
    String reference = AStore.newReference();

    AStore.receives(reference, lamp, "100.5")
        .then()
        .statusCode(201)
        .body("terminal", equalTo("STORE"))
        .body("type", equalTo("goods-receipt"))
        .body("reference", equalTo(reference))
        .body("lines", equalTo(1))
        .body("total", equalTo("0.00"));
    AStore.receives(reference, lamp, 100.5)
        .then()
        .statusCode(200)
        .body("reference", equalTo(reference));
    AStore.receives(reference, lamp, "7")
        .then()
        .statusCode(409)
        .body("code", equalTo("reference-reused"));

    assertThat(AStore.onHand(lamp)).isEqualTo("100.5");
  }

  @Test
  void whatGoodsCostStandsOnTheirReceipt() {
    String lamp = AStore.newItemForSale();
    String reference = AStore.newReference();

    JsonPath receipt = receives(reference, lamp, "1.2345").statusCode(201).extract().jsonPath();
    receives(reference, lamp, "1.2345")
        .statusCode(200)
        .body("number", equalTo(receipt.getString("number")));
    receives(reference, lamp, "1.2346").statusCode(409).body("code", equalTo("reference-reused"));
    AStore.receives(reference, lamp, "2").then().statusCode(409);
    receives(AStore.newReference(), lamp, "-1")
        .statusCode(422)
        .body("code", equalTo("out-of-range"))
        .body("errors.field", contains("lines[0].unitCost"));
    receives(AStore.newReference(), lamp, "1.23456")
        .statusCode(422)
        .body("code", equalTo("too-many-decimals"));
    receives(AStore.newReference(), lamp, "cheap").statusCode(422);

    String key = "S1/STORE/%d/%d".formatted(receipt.getInt("epoch"), receipt.getLong("n"));
    assertThat(AStore.document(key).statusCode(200).extract().asString())
        .contains("\"movesStock\":true,\"unitCostTenThousandths\":12345}");
  }

  private static ValidatableResponse receives(String reference, String item, String unitCost) {
    return post(
        Map.of(
            "reference",
            reference,
            "lines",
            List.of(Map.of("item", item, "quantity", "2", "unitCost", unitCost))));
  }

  @Test
  void whatGoodsCostIsSaidWhereTheyArriveAndNowhereElse() {
    String lamp = AStore.newItemForSale();
    Map<String, Object> line = Map.of("item", lamp, "quantity", "2", "unitCost", "1");

    AStore.admin()
        .contentType("application/json")
        .body(
            Map.of(
                "reference",
                AStore.newReference(),
                "from",
                "shop-floor",
                "to",
                "back-room",
                "lines",
                List.of(line)))
        .post("/api/stock-movements")
        .then()
        .statusCode(422)
        .body("errors.field", contains("lines[0].unitCost"));
  }

  @Test
  void goodsThatAreNotStockedAreReceivedAllTheSame() {
    String postage = AStore.newItem();
    AStore.imports("item,stocked\n" + postage + ",false\n").then().statusCode(200);

    AStore.receives(AStore.newReference(), postage, "5").then().statusCode(201);

    assertThat(AStore.onHand(postage)).isEqualTo("5");
  }

  @Test
  void theStoresOwnDocumentsAreChainedLikeATerminals() {
    String lamp = AStore.newItemForSale();
    AStore.receives(AStore.newReference(), lamp, "1").then().statusCode(201);
    AStore.receives(AStore.newReference(), lamp, "2").then().statusCode(201);

    Hash hash = Hash.START;
    // The last one: a terminal that claims to know more makes the store begin another epoch.
    String own = "streams.findAll { it.terminal == 'STORE' }.last().";
    int epoch = AStore.status().getInt(own + "epoch");
    for (int n = 1; n <= AStore.status().getInt(own + "n"); n++) {
      String shown =
          AStore.document("S1/STORE/" + epoch + "/" + n).statusCode(200).extract().asString();
      String body = shown.substring(shown.indexOf("\"document\":") + 11, shown.length() - 1);
      hash = hash.then(body.getBytes(StandardCharsets.UTF_8));
    }

    assertThat(AStore.status().getString(own + "hash")).isEqualTo(hash.toString());
  }

  @Test
  void badReceiptsAreRefusedFieldByField() {
    String lamp = AStore.newItemForSale();
    long head = AStore.head();

    post(Map.of()).statusCode(422).body("errors.field", contains("reference", "lines"));
    post(Map.of(
            "reference",
            "X",
            "lines",
            List.of(
                Map.of("item", lamp, "quantity", "1.0001"),
                Map.of("item", lamp, "quantity", "1000001"),
                Map.of("item", lamp, "quantity", "0"),
                Map.of("item", lamp, "quantity", "-1"),
                Map.of("item", lamp, "quantity", "six"),
                Map.of("item", lamp),
                Map.of("quantity", "1"))))
        .statusCode(422)
        .body("code", equalTo("too-many-decimals"))
        .body(
            "errors.field",
            contains(
                "lines[0].quantity",
                "lines[1].quantity",
                "lines[2].quantity",
                "lines[3].quantity",
                "lines[4].quantity",
                "lines[5].quantity",
                "lines[6].item"));
    AStore.admin()
        .contentType("application/json")
        .body("{\"reference\":\"\\ud800\",\"lines\":[{\"item\":\"A\\u0000\",\"quantity\":1}]}")
        .post("/api/goods-receipts")
        .then()
        .statusCode(422)
        .body("errors.field", contains("reference", "lines[0].item"));
    AStore.receives("X", "NO-SUCH-ITEM", "1")
        .then()
        .statusCode(422)
        .body("errors[0].field", equalTo("lines[0].item"));
    AStore.admin()
        .contentType("application/json")
        .body("{\"reference\":")
        .post("/api/goods-receipts")
        .then()
        .statusCode(400)
        .body("code", equalTo("malformed-body"));
    AStore.admin()
        .contentType("application/json")
        .body("x".repeat(2 * 1024 * 1024))
        .post("/api/goods-receipts")
        .then()
        .statusCode(413)
        .body("code", equalTo("body-too-large"));

    assertThat(AStore.head()).isEqualTo(head);
  }

  private static ValidatableResponse post(Object body) {
    return AStore.admin()
        .contentType("application/json")
        .body(body)
        .post("/api/goods-receipts")
        .then();
  }
}
