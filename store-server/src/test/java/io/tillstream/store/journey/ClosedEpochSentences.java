package io.tillstream.store.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.ValidatableResponse;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Line;
import io.tillstream.store.AJournal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A terminal that is enrolled anew begins an epoch; what it had recorded before still counts. */
abstract class ClosedEpochSentences {

  @Test
  void documentsOfAClosedEpochArriveUnderTheNewCredential() {
    ATerminal before = ATerminal.enrolled();
    before.journal.sells(1, "X");
    before.journal.sells(2, "X");
    before.uploads(0, 1);
    ATerminal after = ATerminal.enrolledAs(before.id);

    after
        .sends(before.journal.upload(1, 2))
        .then()
        .statusCode(200)
        .body("outcome", equalTo("APPLIED"))
        .body("watermark.position", equalTo(2));
    after.sends(before.journal.upload(1, 2)).then().body("outcome", equalTo("DUPLICATE"));
    after.journal.sells(3, "X");
    after.uploads(0, 1).statusCode(200);
    assertThat(AStore.documents(before.id)).hasSize(3);

    ATerminal other = ATerminal.enrolled();
    other.sends(before.journal.upload(1, 2)).then().body("code", equalTo("stream-not-yours"));
  }

  @Test
  void aClosedEpochThatPartedIsKeptAsEvidenceAndBookedNowhere() {
    ATerminal before = ATerminal.enrolled();
    before.journal.sells(1, "X");
    AJournal restored = before.journal.copiedAfter(1);
    before.journal.sells(2, "X");
    before.uploadsAll();
    restored.sells(5, "X");
    ATerminal after = ATerminal.enrolledAs(before.id);

    after.sends(restored.upload(0, 2)).then().body("outcome", equalTo("FORK"));

    after
        .speaks()
        .get("/sync/v1/streams/1/hashes?after=0")
        .then()
        .statusCode(200)
        .body("protocol", equalTo(1)) // asked without the header
        .body("hashes.n", contains(1, 2))
        .body("hashes[1].hash", equalTo(before.journal.hash(2).toString()));
    after.speaks().get("/sync/v1/streams/1/hashes?after=2").then().body("hashes", empty());
    after.speaks().get("/sync/v1/streams/2/hashes").then().body("hashes", empty());
    after.speaks().get("/sync/v1/streams/3/hashes").then().statusCode(400);
    assertThat(AStore.documents(before.id)).hasSize(2);
  }

  @Test
  void whatWasMadeAnewIsNotBookedWhenItHadArrivedAnotherWay() {
    String item = AStore.newItemForSale();
    ATerminal before = ATerminal.enrolled();
    before.journal.sells(1, item).sells(2, item);
    before.uploadsAll();
    ATerminal after = ATerminal.enrolledAs(before.id);

    // The restored till had been handed the same sale again, and another one under its own name.
    after.journal.append(madeAnew(after, "R2", 2, item));
    after.journal.append(madeAnew(after, "R3", 3, item));

    after
        .uploads(0, 2)
        .statusCode(200)
        .body("verdicts.verdict", contains("PARKED", "ACCEPTED"))
        .body("verdicts[0].reason", equalTo("held-already"))
        .body("verdicts[0].detail", equalTo(before.keyOf(2)));
    assertThat(AStore.onHand(item)).isEqualTo("-6");
    // A person knows better.
    AStore.admin()
        .post("/api/parked/{terminal}/2/1/resubmission", before.id)
        .then()
        .statusCode(200)
        .body("verdict", equalTo("ACCEPTED"));
    assertThat(AStore.onHand(item)).isEqualTo("-8");
  }

  @Test
  void anOriginalThatTurnsUpOnAnOldDiskIsNotBookedBesideWhatWasMadeOfIt() {
    String item = AStore.newItemForSale();
    ATerminal before = ATerminal.enrolled();
    before.journal.sells(1, item).sells(2, item).sells(3, item);
    before.uploads(0, 1).statusCode(200);
    ATerminal after = ATerminal.enrolledAs(before.id);
    after.journal.append(madeAnew(after, "R2", 2, item));
    after.uploadsAll().body("verdicts.verdict", contains("ACCEPTED"));

    after
        .sends(before.journal.upload(1, 3))
        .then()
        .statusCode(200)
        .body("outcome", equalTo("APPLIED"))
        .body("verdicts.verdict", contains("PARKED", "ACCEPTED"))
        .body("verdicts[0].detail", equalTo(after.keyOf(1)));
    assertThat(AStore.onHand(item)).isEqualTo("-6");
  }

  @Test
  void aReferenceThatTheTillAppUsedForAnotherSaleHoldsNothingBack() {
    String item = AStore.newItemForSale();
    ATerminal before = ATerminal.enrolled();
    before.journal.sells(1, item).sells(2, item);
    before.uploadsAll();
    ATerminal after = ATerminal.enrolledAs(before.id);

    after.journal.append(madeAnew(after, "R2", 5, item));

    after.uploadsAll().body("verdicts.verdict", contains("ACCEPTED"));
    assertThat(AStore.onHand(item)).isEqualTo("-8");
  }

  @Test
  void theStoreRemembersWhatAClosedEpochMayHaveLost() {
    ATerminal before = ATerminal.enrolled();
    before.journal.sells(1, "X");
    before.journal.sells(2, "X");
    before.uploads(0, 1);

    enrols(
            AStore.code(before.id),
            Map.of(
                "stream", "S1/" + before.id + "/1", "head", before.journal.place(2), "witness", 5))
        .statusCode(201)
        .body("epoch", equalTo(2));

    AStore.admin()
        .get("/api/terminals/{id}/epochs", before.id)
        .then()
        .body("epochs", hasSize(1))
        .body("epochs[0].closedAt", notNullValue())
        .body("epochs[0].heldAtClosing", equalTo(1))
        .body("epochs[0].claimed", equalTo(2))
        .body("epochs[0].witness", equalTo(5))
        .body("epochs[0].lost.from", equalTo(2))
        .body("epochs[0].lost.to", equalTo(5));
  }

  @Test
  void aDirectoryStaysTheTerminalItWasAndTheCodeStaysGood() {
    ATerminal till = ATerminal.enrolled();
    String other = AStore.newTerminal();
    String code = AStore.code(other);
    enrols(code, Map.of("stream", "S1/" + till.id + "/1", "head", till.journal.place(0)))
        .statusCode(422)
        .body("errors.field", contains("previous.stream"));
    AStore.exchange(code).then().statusCode(201).body("credential", not(nullValue()));
  }

  private static byte[] madeAnew(ATerminal till, String reference, int units, String item) {
    Document made =
        till.journal.document(
            DocumentType.SALE,
            List.of(
                new Line(
                    item, null, units * 1_000L, 25_500, units * 255L, null, null, null, true)));
    String text = new String(made.canonicalBytes(), StandardCharsets.UTF_8);
    return text.replace(
            "\"reference\":\"R" + made.n() + "\"", "\"reference\":\"" + reference + "\"")
        .replace("\"lines\":", "\"replaces\":{\"epoch\":1,\"n\":2,\"number\":\"X\"},\"lines\":")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Exchanges a code, out of the directory of a former terminal. */
  private static ValidatableResponse enrols(String code, Map<String, ?> previous) {
    return given()
        .contentType("application/json")
        .body(Map.of("protocol", 3, "code", code, "previous", previous))
        .post("/sync/v1/enrolment")
        .then();
  }
}
