package io.tillstream.store.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The catalogue, by file and one item at a time. */
abstract class CatalogueSentences {

  @Test
  void aFileIsImportedWholeAndTheSameFileAgainChangesNothing() {
    String lamp = AStore.newItem();
    String csv =
        "item,description,price,tax_code,tax_rate,barcodes,stocked\r\n"
            + lamp
            + ",\"Lamp, red\",2.55,LOW,17.5,"
            + lamp
            + "-1 "
            + lamp
            + "-2,true\r\n";

    AStore.imports(csv).then().statusCode(200).body("items", equalTo(1), "changed", equalTo(1));
    long head = AStore.head();
    AStore.imports("\uFEFF" + csv)
        .then()
        .statusCode(200)
        .body("items", equalTo(1), "changed", equalTo(0));

    assertThat(AStore.head()).isEqualTo(head);
    AStore.admin()
        .get("/api/items/{item}", lamp)
        .then()
        .statusCode(200)
        .body("description", equalTo("Lamp, red"))
        .body("price", equalTo("2.55"))
        .body("taxCode", equalTo("LOW"))
        .body("taxRate", equalTo("17.5"))
        .body("stocked", equalTo(true))
        .body("barcodes", contains(lamp + "-1", lamp + "-2"));
    AStore.admin()
        .get("/api/barcodes/{barcode}", lamp + "-2")
        .then()
        .statusCode(200)
        .body("item", equalTo(lamp));
  }

  @Test
  void columnsThatAFileDoesNotHaveStayAsTheyAre() {
    String lamp = AStore.newItem();
    AStore.imports("item,description,price\n" + lamp + ",Lamp,2.55\n").then().statusCode(200);

    AStore.imports("item,price\n" + lamp + ",3\n").then().body("changed", equalTo(1));

    AStore.admin()
        .get("/api/items/{item}", lamp)
        .then()
        .body("description", equalTo("Lamp"))
        .body("price", equalTo("3"));
  }

  @Test
  void everyBadRowIsNamedByItsLineAndNothingIsImported() {
    String lamp = AStore.newItem();
    long head = AStore.head();

    AStore.imports(
            "item,description,price,tax_code,tax_rate,barcodes,stocked\n"
                + lamp
                + ",good,2.55,STD,20,,true\n"
                + ",no code,1,STD,20,,true\n"
                + "P1,\"two\nlines\",1,STD,20,,true\n"
                + "P2,price,2.55555,STD,20,,true\n"
                + "P3,price,abc,STD,20,,true\n"
                + "P4,price,-1,STD,20,,true\n"
                + "P5,rate,1,STD,21,,true\n"
                + "P6,rate,1,,20,,true\n"
                + "P7,stocked,1,STD,20,,yes\n"
                + "P8,barcode,1,STD,20,111 111,true\n"
                + lamp
                + ",again,1,STD,20,,true\n"
                + "P9,too few\n"
                + "P10,price,1E400,STD,20,,true\n")
        .then()
        .statusCode(422)
        .contentType("application/problem+json")
        .body("code", equalTo("catalogue-rejected"))
        .body("errors.line", contains(3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15))
        .body(
            "errors.field",
            contains(
                "item",
                "description",
                "price",
                "price",
                "price",
                "tax_rate",
                "tax_rate",
                "stocked",
                "barcodes",
                "item",
                "row",
                "price"));

    AStore.admin().get("/api/items/{item}", lamp).then().statusCode(404);
    assertThat(AStore.head()).isEqualTo(head);
  }

  @Test
  void aFileOfManyBadRowsListsTheFirstThousandAndTheTotal() {
    AStore.imports("item,price\n" + "X,bad\n".repeat(600))
        .then()
        .statusCode(422)
        .body("errors", hasSize(1_000))
        .body("errorsTotal", equalTo(1_199));
  }

  @Test
  void headersThatAreNotACataloguesAreRefused() {
    for (String csv :
        List.of(
            "", "price\n1\n", "item,colour\nX,red\n", "item,item\nX,Y\n", "item,tax_rate\nX,1\n")) {
      AStore.imports(csv)
          .then()
          .statusCode(422)
          .body("code", equalTo("catalogue-rejected"))
          .body("errors.line", everyItem(equalTo(1)));
    }
    AStore.imports("item,description\nX,\"never ends\n").then().statusCode(422);
    AStore.admin()
        .contentType("text/csv")
        .body(new byte[] {'i', 't', 'e', 'm', '\n', (byte) 0xC3, '('})
        .post("/api/catalogue")
        .then()
        .statusCode(422)
        .body("detail", containsString("UTF-8"));
  }

  @Test
  void anItemIsOfTheGroupThatItWasGivenLast() {
    String item = AStore.newItem();
    long head = AStore.head();
    AStore.imports("item,group\n" + item + ",candles\n").then().body("changed", equalTo(1));
    assertThat(AStore.head()).isEqualTo(head + 1);
    AStore.imports("item,group\n" + item + ",candles\n").then().body("changed", equalTo(0));
    AStore.imports("item,group\n" + item + ",lamps\n").then().body("changed", equalTo(1));
    AStore.imports("item,price\n" + item + ",1\n").then().statusCode(200);
    AStore.admin().get("/api/items/{item}", item).then().body("group", equalTo("lamps"));
    assertThat(AStore.head()).as("terminals are not told of groups").isEqualTo(head + 2);

    AStore.imports("item,group\n" + item + ",\n").then().body("changed", equalTo(1));
    AStore.admin().get("/api/items/{item}", item).then().body("group", nullValue());
  }

  @Test
  void aTaxCodeNeedsARate() {
    AStore.imports("item,tax_code\n" + AStore.newItem() + ",NOBODY\n")
        .then()
        .statusCode(422)
        .body("errors[0].line", equalTo(2))
        .body("errors[0].field", equalTo("tax_code"));
    put("/api/taxes/LATER", Map.of("rate", "12.5")).statusCode(200);
    AStore.imports("item,tax_code\n" + AStore.newItem() + ",LATER\n").then().statusCode(200);
    put("/api/taxes/LATER", Map.of("rate", "200"))
        .statusCode(422)
        .body("errors[0].field", equalTo("rate"));
  }

  @Test
  void anItemIsPutChangedAndRemoved() {
    String lamp = AStore.newItem();
    put(
            "/api/items/" + lamp,
            Map.of("description", "Lamp", "price", 2.5, "barcodes", List.of(lamp + "-1")))
        .statusCode(200)
        .body("price", equalTo("2.5"));
    put("/api/items/" + lamp, Map.of("description", "Lamp"))
        .statusCode(200)
        .body("price", nullValue())
        .body("barcodes", hasSize(0));
    AStore.admin().get("/api/items?limit=5000").then().body("items.item", hasItem(lamp));

    AStore.admin().delete("/api/items/{item}", lamp).then().statusCode(204);

    AStore.admin().get("/api/items/{item}", lamp).then().statusCode(404);
    AStore.admin()
        .delete("/api/items/{item}", lamp)
        .then()
        .statusCode(404)
        .body("code", equalTo("not-found"));
    AStore.admin().get("/api/items?limit=5000").then().body("items.item", not(hasItem(lamp)));
  }

  @Test
  void whatCannotBePrintedIsNoTextOfAnItem() {
    String lamp = AStore.newItem();
    String half =
        "{\"description\":\"A\\udc00\",\"taxCode\":\"B\\ud800\",\"barcodes\":[\"C\\u0000\"]}";
    AStore.admin()
        .contentType("application/json")
        .body(half)
        .put("/api/items/{item}", lamp)
        .then()
        .statusCode(422)
        .body("errors.field", contains("description", "taxCode", "barcodes"));

    AStore.imports("item,description\n" + lamp + ",\"two\nlines\"\nA\u0000,x\n")
        .then()
        .statusCode(422)
        .body("errors.field", contains("description", "item"));

    AStore.admin().get("/api/items/{item}", lamp).then().statusCode(404);
  }

  @Test
  void aCodeWithABlankBehindItRemovesNoOtherItem() {
    String lamp = AStore.newItemForSale();

    AStore.admin()
        .delete("/api/items/{item}", lamp + " ")
        .then()
        .statusCode(422)
        .body("errors[0].field", equalTo("item"));

    AStore.admin().get("/api/items/{item}", lamp).then().statusCode(200);
  }

  @Test
  void aBarcodeMovesToTheItemThatIsGivenItLast() {
    String lamp = AStore.newItem();
    String mug = AStore.newItem();
    String barcode = lamp + "-CODE";
    put("/api/items/" + lamp, Map.of("barcodes", List.of(barcode))).statusCode(200);
    put("/api/items/" + mug, Map.of("barcodes", List.of(barcode))).statusCode(200);

    AStore.admin().get("/api/barcodes/{b}", barcode).then().body("item", equalTo(mug));
    AStore.admin().get("/api/items/{item}", lamp).then().body("barcodes", hasSize(0));
  }

  @Test
  void badItemsAreRefusedFieldByField() {
    put("/api/items/X", Map.of("price", "1.23456", "barcodes", List.of("a b"), "taxCode", " "))
        .statusCode(422)
        .body("errors.field", contains("price", "taxCode", "barcodes"));
    put("/api/items/X", Map.of("colour", "red"))
        .statusCode(400)
        .body("code", equalTo("unknown-field"))
        .body("errors[0].field", equalTo("colour"));
    put("/api/items/" + "X".repeat(65), Map.of()).statusCode(422);
  }

  private static io.restassured.response.ValidatableResponse put(String path, Object body) {
    return AStore.admin().contentType("application/json").body(body).put(path).then();
  }
}
