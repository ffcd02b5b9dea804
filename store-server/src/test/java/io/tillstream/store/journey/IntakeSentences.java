package io.tillstream.store.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.tillstream.protocol.document.DocumentType;
import io.tillstream.store.AJournal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Documents come in. */
abstract class IntakeSentences {

  @Test
  void aSaleIsStoredAsItWasMadeAndLeavesTheShopFloor() {
    String lamp = AStore.newItem();
    AStore.sells(lamp);
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
    assertThat(shown)
        .contains("\"document\":" + new String(till.journal.body(1), StandardCharsets.UTF_8) + "}");
  }

  @Test
  void returnsComeBackWriteOffsGoAndPaperMovesNothing() {
    String lamp = AStore.newItem();
    AStore.sells(lamp);
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
  void theSameUploadTwiceIsADuplicateAndChangesNothing() {
    String lamp = AStore.newItem();
    AStore.sells(lamp);
    ATerminal till = ATerminal.enrolled();
    till.journal.sells(1, lamp).sells(1, lamp);
    till.uploadsAll();
    long head = AStore.head();

    till.uploads(0, 2)
        .statusCode(200)
        .body("outcome", equalTo("DUPLICATE"))
        .body("verdicts.verdict", contains("DUPLICATE", "DUPLICATE"))
        .body("watermark.position", equalTo(2));

    assertThat(AStore.onHand(lamp)).isEqualTo("-2");
    assertThat(AStore.head()).isEqualTo(head);
    assertThat(AStore.documents(till.id)).hasSize(2);
  }

  @Test
  void anUploadThatOverlapsBringsOnlyWhatIsNew() {
    String lamp = AStore.newItem();
    AStore.sells(lamp);
    ATerminal till = ATerminal.enrolled();
    till.journal.sells(1, lamp).sells(1, lamp).sells(1, lamp);
    till.uploads(0, 2).statusCode(200);

    till.uploads(1, 3)
        .statusCode(200)
        .body("outcome", equalTo("APPLIED"))
        .body("verdicts.verdict", contains("DUPLICATE", "ACCEPTED"))
        .body("watermark.position", equalTo(3));

    assertThat(AStore.onHand(lamp)).isEqualTo("-3");
  }

  @Test
  void anEmptyUploadAsksWhereTheStreamStands() {
    ATerminal till = ATerminal.enrolled();
    till.journal.sells(1, "X");
    till.uploadsAll();

    till.uploads(1, 1)
        .statusCode(200)
        .body("outcome", equalTo("DUPLICATE"))
        .body("verdicts", hasSize(0))
        .body("watermark.position", equalTo(1));
  }

  @Test
  void aGapIsRefusedAndSaysWhereToContinue() {
    ATerminal till = ATerminal.enrolled();
    till.journal.sells(1, "X").sells(1, "X").sells(1, "X");
    till.uploads(0, 1).statusCode(200);

    till.uploads(2, 3)
        .statusCode(409)
        .contentType("application/problem+json")
        .body("code", equalTo("stream-gap"))
        .body("watermark.position", equalTo(1))
        .body("watermark.hash", equalTo(till.journal.hash(1).toString()));

    assertThat(AStore.documents(till.id)).hasSize(1);
  }

  @Test
  void twoDocumentsThatClaimOnePlaceAreBothKeptAndTheSecondIsParked() {
    String lamp = AStore.newItem();
    AStore.sells(lamp);
    ATerminal till = ATerminal.enrolled();
    till.journal.sells(1, lamp).sells(2, lamp);
    AJournal copy = till.journal.copiedAfter(1).sells(5, lamp).sells(6, lamp);
    till.uploadsAll();
    long collisions = AStore.status().getLong("documents.collisions");

    for (int again = 0; again < 2; again++) {
      till.sends(copy.upload(0, 3))
          .then()
          .statusCode(200)
          .body("outcome", equalTo("FORK"))
          .body("verdicts.verdict", contains("DUPLICATE", "PARKED", "PARKED"))
          .body("verdicts.reason", contains(null, "fork", "fork"))
          .body("watermark.position", equalTo(2))
          .body("watermark.hash", equalTo(till.journal.hash(2).toString()));
    }

    assertThat(AStore.status().getLong("documents.collisions")).isEqualTo(collisions + 2);
    assertThat(AStore.collisions(till.id))
        .containsExactly(
            new String(copy.body(2), StandardCharsets.UTF_8),
            new String(copy.body(3), StandardCharsets.UTF_8));
    assertThat(AStore.onHand(lamp)).isEqualTo("-3");
    // The first history goes on.
    till.journal.sells(1, lamp);
    till.uploads(2, 3).statusCode(200).body("outcome", equalTo("APPLIED"));
  }

  @Test
  void aHistoryThatOnlyBeginsElsewhereIsAForkToo() {
    ATerminal till = ATerminal.enrolled();
    till.journal.sells(1, "X");
    AJournal copy = till.journal.copiedAfter(0).sells(2, "X").sells(3, "X");
    till.uploadsAll();

    till.sends(copy.upload(1, 2))
        .then()
        .statusCode(200)
        .body("outcome", equalTo("FORK"))
        .body("watermark.position", equalTo(1));
  }

  @Test
  void linesThatDoNotAddUpToTheHashChangeNothing() {
    ATerminal till = ATerminal.enrolled();
    till.journal.sells(1, "X").sells(2, "X");
    byte[] wrong =
        AJournal.upload(
            till.journal.header(0, 2), List.of(till.journal.body(2), till.journal.body(1)));

    till.sends(wrong).then().statusCode(422).body("code", equalTo("bad-hash"));
    till.sends(AJournal.upload(till.journal.header(0, 2), List.of(till.journal.body(1))))
        .then()
        .statusCode(422)
        .body("code", equalTo("bad-hash"));

    assertThat(AStore.documents(till.id)).isEmpty();
  }

  @Test
  void aTerminalUploadsItsOwnStreamOnly() {
    ATerminal till = ATerminal.enrolled();
    ATerminal other = ATerminal.enrolled();
    other.journal.sells(1, "X");

    till.sends(other.journal.upload(0, 1))
        .then()
        .statusCode(403)
        .body("code", equalTo("stream-not-yours"))
        .body("errors[0].field", equalTo("stream"));
  }

  @Test
  void anUnknownItemParksTheSaleUntilTheItemArrives() {
    String novelty = AStore.newItem();
    String lamp = AStore.newItem();
    AStore.sells(lamp);
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
  void aDocumentThatCannotBeReadIsKeptForAPerson() {
    ATerminal till = ATerminal.enrolled();
    till.journal
        .append("{\"v\":7,\"wholly\":[\"new\"]}".getBytes(StandardCharsets.UTF_8))
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
  void aSaleOfEveryLineADocumentMayHaveIsBooked() {
    String lamp = AStore.newItem();
    AStore.sells(lamp);
    ATerminal till = ATerminal.enrolled();
    till.journal.sells(1, java.util.Collections.nCopies(5_000, lamp).toArray(String[]::new));

    till.uploads(0, 1).statusCode(200).body("verdicts.verdict", contains("ACCEPTED"));

    assertThat(AStore.onHand(lamp)).isEqualTo("-5000");
  }

  @Test
  void aCompressedUploadIsReadToo() throws IOException {
    ATerminal till = ATerminal.enrolled();
    till.journal.sells(1, "X");

    till.speaks()
        .contentType("application/x-ndjson")
        .header("Content-Encoding", "gzip")
        .body(gzip(till.journal.upload(0, 1)))
        .post("/sync/v1/documents")
        .then()
        .statusCode(200)
        .body("outcome", equalTo("APPLIED"));
  }

  @Test
  void anUploadThatUnfoldsBeyondTheLimitIsRefused() throws IOException {
    ATerminal till = ATerminal.enrolled();

    till.speaks()
        .contentType("application/x-ndjson")
        .header("Content-Encoding", "gzip")
        .body(gzip(new byte[64 * 1024 * 1024]))
        .post("/sync/v1/documents")
        .then()
        .statusCode(413)
        .body("code", equalTo("body-too-large"));
  }

  @Test
  void anUploadBeyondTheLimitIsRefused() {
    ATerminal till = ATerminal.enrolled();

    till.sends(new byte[9 * 1024 * 1024])
        .then()
        .statusCode(413)
        .body("code", equalTo("body-too-large"));
  }

  @Test
  void whatIsNoBatchIsRefused() {
    ATerminal till = ATerminal.enrolled();
    till.sends("{".getBytes(StandardCharsets.UTF_8))
        .then()
        .statusCode(400)
        .body("code", equalTo("malformed-body"));
    till.sends("{\"protocol\":9,\"stream\":\"S1/T1/1\"}".getBytes(StandardCharsets.UTF_8))
        .then()
        .statusCode(400)
        .body("code", equalTo("protocol-not-supported"));
    till.speaks()
        .contentType("text/plain")
        .body("x")
        .post("/sync/v1/documents")
        .then()
        .statusCode(415)
        .body("code", equalTo("unsupported-media-type"));

    assertThat(AStore.documents(till.id)).isEmpty();
  }

  @Test
  void aLineThatIsNoJsonIsKeptAndTheTerminalGoesOn() {
    String item = AStore.newItem();
    AStore.sells(item);
    ATerminal till = ATerminal.enrolled();
    till.journal
        .sells(1, item)
        .append("no JSON at all".getBytes(StandardCharsets.UTF_8))
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

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(bytes);
    }
    return compressed.toByteArray();
  }
}
