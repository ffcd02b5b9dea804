package io.tillstream.store.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.tillstream.platform.http.BrokenOffBody;
import io.tillstream.protocol.wire.Protocol;
import io.tillstream.protocol.wire.StreamHeader;
import io.tillstream.store.AJournal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** The documents of a terminal come in, each in its place. */
abstract class IntakeSentences {

  @Test
  void theSameUploadTwiceIsADuplicateAndChangesNothing() {
    String lamp = AStore.newItemForSale();
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
    String lamp = AStore.newItemForSale();
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
  void anUploadWhoseAnswerItsSenderCouldNotReadIsRefusedAndBooksNothing() {
    String lamp = AStore.newItemForSale();
    ATerminal till = ATerminal.enrolled();
    till.journal.sells(1, lamp);

    refused(
        till.speaks()
            .accept("image/png")
            .contentType(Protocol.NDJSON)
            .body(till.journal.upload(0, 1))
            .post("/sync/v1/documents"),
        406,
        "not-acceptable");

    assertThat(AStore.documents(till.id)).isEmpty();
  }

  @Test
  void aGapIsRefusedAndSaysWhereToContinue() {
    ATerminal till = ATerminal.enrolled();
    till.journal.sells(1, "X").sells(1, "X").sells(1, "X");
    till.uploads(0, 1).statusCode(200);

    refused(till.sends(till.journal.upload(2, 3)), 409, "stream-gap")
        .contentType("application/problem+json")
        .body("watermark.position", equalTo(1))
        .body("watermark.hash", equalTo(till.journal.hash(1).toString()));

    assertThat(AStore.documents(till.id)).hasSize(1);
  }

  @Test
  void twoDocumentsThatClaimOnePlaceAreBothKeptAndTheSecondIsParked() {
    String lamp = AStore.newItemForSale();
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
        .containsExactly(new String(copy.body(2), UTF_8), new String(copy.body(3), UTF_8));
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
    StreamHeader both = till.journal.header(0, 2);
    byte[] exchanged = AJournal.upload(both, List.of(till.journal.body(2), till.journal.body(1)));
    byte[] half = AJournal.upload(both, List.of(till.journal.body(1)));

    refused(till.sends(exchanged), 422, "bad-hash");
    refused(till.sends(half), 422, "bad-hash");

    assertThat(AStore.documents(till.id)).isEmpty();
  }

  @Test
  void aTerminalUploadsItsOwnStreamOnly() {
    ATerminal till = ATerminal.enrolled();
    ATerminal other = ATerminal.enrolled();
    other.journal.sells(1, "X");

    refused(till.sends(other.journal.upload(0, 1)), 403, "stream-not-yours")
        .body("errors[0].field", equalTo("stream"));
  }

  @Test
  void aCompressedUploadIsReadToo() throws IOException {
    ATerminal till = ATerminal.enrolled();
    till.journal.sells(1, "X");

    sendsCompressed(till, till.journal.upload(0, 1))
        .then()
        .statusCode(200)
        .body("outcome", equalTo("APPLIED"));
  }

  /** I14: a line that swallows bodies is the misfortune of its own terminal. */
  @Test
  void terminalsWhoseLinesStandStillInTheMiddleOfAnUploadKeepNobodyOut() throws IOException {
    String lamp = AStore.newItem();
    AStore.sells(lamp);
    List<BrokenOffBody> stalled = new ArrayList<>();
    try {
      for (int i = 0; i < 18; i++) {
        ATerminal till = ATerminal.enrolled();
        till.journal.sells(1, lamp);
        stalled.add(
            BrokenOffBody.sent(
                RestAssured.port,
                "/sync/v1/documents",
                till.credential,
                till.journal.upload(0, 1)));
      }
      ATerminal other = ATerminal.enrolled();
      other.journal.sells(1, lamp);

      other.uploadsAll().body("outcome", equalTo("APPLIED"));
    } finally {
      for (BrokenOffBody each : stalled) {
        each.close();
      }
    }
  }

  @Test
  void anUploadThatUnfoldsBeyondTheLimitIsRefused() throws IOException {
    ATerminal till = ATerminal.enrolled();

    refused(sendsCompressed(till, new byte[64 * 1024 * 1024]), 413, "body-too-large");
  }

  @Test
  void anUploadBeyondTheLimitIsRefused() {
    ATerminal till = ATerminal.enrolled();

    refused(till.sends(new byte[9 * 1024 * 1024]), 413, "body-too-large");
  }

  @Test
  void whatIsNoBatchIsRefused() {
    ATerminal till = ATerminal.enrolled();
    byte[] ofTheFuture = "{\"protocol\":9,\"stream\":\"S1/T1/1\"}".getBytes(UTF_8);

    refused(till.sends("{".getBytes(UTF_8)), 400, "malformed-body");
    refused(till.sends(ofTheFuture), 400, "protocol-not-supported");
    refused(
        till.speaks().contentType("text/plain").body("x").post("/sync/v1/documents"),
        415,
        "unsupported-media-type");

    assertThat(AStore.documents(till.id)).isEmpty();
  }

  private static ValidatableResponse refused(Response answer, int status, String code) {
    return answer.then().statusCode(status).body("code", equalTo(code));
  }

  private static Response sendsCompressed(ATerminal till, byte[] body) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(body);
    }
    return till.speaks()
        .contentType(Protocol.NDJSON)
        .header("Content-Encoding", "gzip")
        .body(compressed.toByteArray())
        .post("/sync/v1/documents");
  }
}
