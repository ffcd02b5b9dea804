package io.tillstream.store.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.tillstream.protocol.document.DocumentType;
import io.tillstream.store.AJournal;
import org.junit.jupiter.api.Test;

/** What the store makes of a document. */
abstract class BookingSentences {

  @Test
  void aSaleIsStoredAsItWasMadeAndLeavesTheShopFloor() {
    String lamp = AStore.newItemForSale();
    AStore.receives(AStore.newReference(), lamp, "10").then().statusCode(201);
    ATerminal till = ATerminal.enrolled();
    till.journal.sells(3, lamp);

    till.uploads(0, 1)
        .statusCode(200)
        .body("outcome", equalTo("APPLIED"))
        .body("watermark.position", equalTo(1))
        .body("watermark.hash", equalTo(till.journal.hash(1).toString()))
        .body("verdicts.verdict", contains("ACCEPTED"))
        .body("headOffice", equalTo(0))
        .body("serverTime", notNullValue());

    assertThat(AStore.onHand(lamp)).isEqualTo("7");
    String shown = AStore.document(till.keyOf(1)).statusCode(200).extract().asString();
    assertThat(shown).contains("\"document\":" + new String(till.journal.body(1), UTF_8) + "}");
  }

  @Test
  void returnsComeBackWriteOffsGoAndPaperMovesNothing() {
    String lamp = AStore.newItemForSale();
    ATerminal till = ATerminal.enrolled();
    till.journal
        .records(DocumentType.RETURN, 5, true, lamp)
        .records(DocumentType.WRITE_OFF, 2, true, lamp)
        .records(DocumentType.FINANCIAL_ADJUSTMENT, 7, false, lamp)
        .records(DocumentType.CUSTOMER, 1, null);

    till.uploadsAll();

    assertThat(AStore.onHand(lamp)).isEqualTo("3");
  }

  @Test
  void anUnknownItemParksTheSaleUntilTheItemArrives() {
    String novelty = AStore.newItem();
    String lamp = AStore.newItemForSale();
    ATerminal till = ATerminal.enrolled();
    till.journal.sellsUnknown(2, lamp, novelty).sells(1, lamp);
    long parked = AStore.status().getLong("documents.parked");

    till.uploads(0, 2)
        .statusCode(200)
        .body("verdicts.verdict", contains("PARKED", "ACCEPTED"))
        .body("verdicts[0].reason", equalTo("unknown-item"))
        .body("verdicts[0].detail", equalTo(novelty));
    assertThat(AStore.onHand(lamp)).isEqualTo("-1");
    assertThat(AStore.status().getLong("documents.parked")).isEqualTo(parked + 1);
    AStore.document(till.keyOf(1))
        .body("verdict", equalTo("PARKED"))
        .body("detail", equalTo(novelty));

    AStore.sells(novelty);

    assertThat(AStore.onHand(lamp)).isEqualTo("-3");
    assertThat(AStore.onHand(novelty)).isEqualTo("-2");
    assertThat(AStore.status().getLong("documents.parked")).isEqualTo(parked);
    AStore.document(till.keyOf(1))
        .body("verdict", equalTo("ACCEPTED"))
        .body("reason", nullValue())
        .body("detail", nullValue());
  }

  @Test
  void aSaleThatWaitsForTwoItemsIsReleasedByTheSecond() {
    String first = AStore.newItem();
    String second = AStore.newItem();
    ATerminal till = ATerminal.enrolled();
    till.journal.sellsUnknown(1, first, second);
    till.uploadsAll();

    AStore.sells(first);
    assertThat(AStore.onHand(first)).isEqualTo("0");
    AStore.admin()
        .get("/api/parked?limit=5000")
        .then()
        .body("documents.find { it.terminal == '" + till.id + "' }.reason", equalTo("unknown-item"))
        .body("documents.find { it.terminal == '" + till.id + "' }.detail", equalTo(second));
    AStore.sells(second);

    assertThat(AStore.onHand(first)).isEqualTo("-1");
    assertThat(AStore.onHand(second)).isEqualTo("-1");
  }

  @Test
  void anItemThatIsNotStockedMovesNothingWhenTheStoreDecides() {
    String postage = AStore.newItem();
    AStore.imports("item,stocked\n" + postage + ",false\n").then().statusCode(200);
    ATerminal till = ATerminal.enrolled();
    till.journal.sellsUnknown(1, postage);

    till.uploads(0, 1).statusCode(200).body("verdicts.verdict", contains("ACCEPTED"));

    assertThat(AStore.onHand(postage)).isEqualTo("0");
  }

  @Test
  void codesThatDifferInCaseAreTwoItems() {
    String upper = AStore.newItem() + "A";
    String lower = upper.toLowerCase(java.util.Locale.ROOT);
    AStore.sells(upper, lower);
    ATerminal till = ATerminal.enrolled();
    till.journal.sells(1, upper).sells(2, lower);

    till.uploadsAll();

    assertThat(AStore.onHand(upper)).isEqualTo("-1");
    assertThat(AStore.onHand(lower)).isEqualTo("-2");
  }

  @Test
  void aSaleOfEveryLineADocumentMayHaveIsBooked() {
    String lamp = AStore.newItemForSale();
    ATerminal till = ATerminal.enrolled();
    till.journal.sells(1, java.util.Collections.nCopies(5_000, lamp).toArray(String[]::new));

    till.uploads(0, 1).statusCode(200).body("verdicts.verdict", contains("ACCEPTED"));

    assertThat(AStore.onHand(lamp)).isEqualTo("-5000");
  }

  @Test
  void aDocumentThatCannotBeReadIsKeptForAPerson() {
    ATerminal till = ATerminal.enrolled();
    till.journal
        .append("{\"v\":7,\"wholly\":[\"new\"]}".getBytes(UTF_8))
        .append(AJournal.of("OTHER").sells(1, "X").body(1))
        .sells(1, "X");

    till.uploads(0, 3)
        .statusCode(200)
        .body("verdicts.verdict", contains("PARKED", "PARKED", "ACCEPTED"))
        .body("verdicts[0].reason", equalTo("unreadable"))
        .body("verdicts[1].detail", containsString("does not name"))
        .body("watermark.position", equalTo(3));

    AStore.document(till.keyOf(1))
        .body("reason", equalTo("unreadable"))
        .body("document.v", equalTo(7));
  }

  @Test
  void halfACharacterInAnItemCodeIsParkedAndStopsNobodysChanges() {
    ATerminal till = ATerminal.enrolled();
    ATerminal other = ATerminal.enrolled();
    String half = new String(till.journal.copiedAfter(0).sells(1, "ITEM?").body(1), UTF_8);
    till.journal.append(half.replace("ITEM?", "ITEM\\udc00").getBytes(UTF_8));
    String nul = new String(till.journal.copiedAfter(1).sells(1, "ITEM?").body(2), UTF_8);
    till.journal.append(nul.replace("ITEM?", "ITEM\\u0000").getBytes(UTF_8));

    till.uploadsAll()
        .body("verdicts.verdict", contains("PARKED", "PARKED"))
        .body("verdicts.reason", contains("unreadable", "unreadable"))
        .body("verdicts[0].detail", equalTo("line 0: its item holds what cannot be printed"));

    other.asksForChanges().then().statusCode(200);
  }

  @Test
  void aLineThatIsNoJsonIsKeptAndTheTerminalGoesOn() {
    String item = AStore.newItemForSale();
    ATerminal till = ATerminal.enrolled();
    till.journal
        .sells(1, item)
        .append("no JSON at all".getBytes(UTF_8))
        .append(new byte[] {(byte) 0xFE, (byte) 0xFF, 0, '1'})
        .sells(1, item);

    till.uploadsAll()
        .body("verdicts.verdict", contains("ACCEPTED", "PARKED", "PARKED", "ACCEPTED"))
        .body("verdicts[1].reason", equalTo("unreadable"))
        .body("verdicts[1].detail", equalTo("it is not JSON"))
        .body("watermark.position", equalTo(4));
    till.uploads(0, 4).statusCode(200).body("outcome", equalTo("DUPLICATE"));

    AStore.document(till.keyOf(2))
        .statusCode(200)
        .body("verdict", equalTo("PARKED"))
        .body("bytes", equalTo("bm8gSlNPTiBhdCBhbGw="));
    assertThat(AStore.onHand(item)).isEqualTo("-2");
  }
}
