package io.tillstream.store.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A terminal asks whether it may go on under its name. */
abstract class GreetingSentences {

  @Test
  void aTerminalWhoseHistoryAgreesMayGoOnAndIsToldWhereTheStoreStands() {
    ATerminal till = ATerminal.enrolled();
    till.journal.sells(1, "X");
    till.journal.sells(1, "X");
    till.uploads(0, 1);

    greets(till, till.journal, 1, null, "s1")
        .body("outcome", equalTo("OK"))
        .body("reason", equalTo("agrees"))
        .body("watermark.position", equalTo(1))
        .body("watermark.hash", equalTo(till.journal.hash(1).toString()))
        .body("incarnation", equalTo(AStore.status().getString("incarnation")))
        .body("serverTime", notNullValue());
    // The answer was lost, or the line broke: the same greeting means the same.
    greets(till, till.journal, 1, null, "s1").body("outcome", equalTo("OK"));
    greets(till, till.journal, 1, "s1", "s2").body("outcome", equalTo("OK"));
    terminal(till.id).body("identity", equalTo("ok")).body("refusedAt", nullValue());
  }

  @Test
  void theSecondOfTwoAgentsFromOneCopiedDirectoryIsToldAtItsFirstContact() {
    ATerminal till = ATerminal.enrolled();
    till.journal.sells(1, "X");
    till.uploadsAll();
    greets(till, till.journal, 1, null, "s1").body("outcome", equalTo("OK"));
    greets(till, till.journal, 1, "s1", "of the till").statusCode(422);
    greets(till, till.journal, 1, "s1", "till").body("outcome", equalTo("OK"));

    greets(till, till.journal, 1, "s1", "copy")
        .body("outcome", equalTo("FORK"))
        .body("reason", equalTo("copied"));
    greets(till, till.journal, 1, null, "copy-without-witness").body("reason", equalTo("copied"));

    greets(till, till.journal, 1, "s1", "till").body("outcome", equalTo("OK"));
    terminal(till.id).body("identity", equalTo("copied")).body("refusedAt", notNullValue());
    AStore.admin().get("/console").then().body(containsString("found copied"));
  }

  @Test
  void aTerminalThatWentBackInTimeIsToldSo() {
    ATerminal till = ATerminal.enrolled();
    for (int i = 0; i < 3; i++) {
      till.journal.sells(1, "X");
    }
    till.uploadsAll();
    AJournal restored = till.journal.copiedAfter(2);

    greets(till, restored, 2, null, "s1")
        .body("outcome", equalTo("BEHIND"))
        .body("reason", equalTo("restored"))
        .body("watermark.position", equalTo(3));
    terminal(till.id).body("identity", equalTo("restored"));

    restored.sells(9, "X");
    greets(till, restored, 2, null, "s1")
        .body("outcome", equalTo("FORK"))
        .body("reason", equalTo("parted"));
    terminal(till.id).body("identity", equalTo("forked"));
  }

  @Test
  void whatATerminalFoundOutByItselfIsShown() {
    ATerminal till = ATerminal.enrolled();
    till.journal.sells(1, "X");
    Map<String, Object> body = greeting(till.journal, 0, null, "s1");
    body.put("witness", "restored");

    till.speaks()
        .contentType("application/json")
        .body(body)
        .post("/sync/v1/handshake")
        .then()
        .statusCode(200)
        .body("outcome", equalTo("BEHIND"));
    terminal(till.id).body("identity", equalTo("restored"));
  }

  @Test
  void aTerminalThatNeverGreetsIsAcceptedAsBefore() {
    ATerminal till = ATerminal.enrolled();
    till.journal.sells(1, "X");

    till.uploadsAll().body("outcome", equalTo("APPLIED"));
    till.asksForChanges().then().statusCode(200);
  }

  @Test
  void aGreetingThatMakesNoSenseIsRefusedAndChangesNothing() {
    ATerminal till = ATerminal.enrolled();
    Map<String, Object> body = greeting(till.journal, 0, null, "s1");
    body.put("stream", "S1/OTHER/1");
    post(till, body).statusCode(403).body("code", equalTo("stream-not-yours"));
    post(till, Map.of("protocol", 3, "stream", "S1/" + till.id + "/1"))
        .statusCode(422)
        .body("errors.field", contains("head", "acknowledged", "session"));
    post(till, Map.of()).statusCode(400).body("code", equalTo("protocol-not-supported"));
    given()
        .contentType("application/json")
        .body(body)
        .post("/sync/v1/handshake")
        .then()
        .statusCode(401);
    terminal(till.id).body("identity", equalTo("ok"));
  }

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
        .body("hashes.n", contains(1, 2))
        .body("hashes[1].hash", equalTo(before.journal.hash(2).toString()));
    after.speaks().get("/sync/v1/streams/1/hashes?after=2").then().body("hashes", empty());
    after.speaks().get("/sync/v1/streams/2/hashes").then().body("hashes", empty());
    after.speaks().get("/sync/v1/streams/3/hashes").then().statusCode(400);
    assertThat(AStore.documents(before.id)).hasSize(2);
  }

  @Test
  void whatWasMadeAnewIsNotBookedWhenItHadArrivedAnotherWay() {
    String item = AStore.newItem();
    AStore.sells(item);
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
    String item = AStore.newItem();
    AStore.sells(item);
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
    String item = AStore.newItem();
    AStore.sells(item);
    ATerminal before = ATerminal.enrolled();
    before.journal.sells(1, item).sells(2, item);
    before.uploadsAll();
    ATerminal after = ATerminal.enrolledAs(before.id);

    after.journal.append(madeAnew(after, "R2", 5, item));

    after.uploadsAll().body("verdicts.verdict", contains("ACCEPTED"));
    assertThat(AStore.onHand(item)).isEqualTo("-8");
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

  @Test
  void theStoreRemembersWhatAClosedEpochMayHaveLost() {
    ATerminal before = ATerminal.enrolled();
    before.journal.sells(1, "X");
    before.journal.sells(2, "X");
    before.uploads(0, 1);

    Map<String, Object> request = new HashMap<>();
    request.put("protocol", 3);
    request.put("code", AStore.code(before.id));
    request.put(
        "previous",
        Map.of(
            "stream",
            "S1/" + before.id + "/1",
            "head",
            Map.of("position", 2, "hash", before.journal.hash(2).toString()),
            "witness",
            5));
    given()
        .contentType("application/json")
        .body(request)
        .post("/sync/v1/enrolment")
        .then()
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
    Map<String, Object> request = new HashMap<>();
    request.put("protocol", 3);
    request.put("code", code);
    request.put(
        "previous",
        Map.of(
            "stream",
            "S1/" + till.id + "/1",
            "head",
            Map.of("position", 0, "hash", "0".repeat(64))));

    given()
        .contentType("application/json")
        .body(request)
        .post("/sync/v1/enrolment")
        .then()
        .statusCode(422)
        .body("errors.field", contains("previous.stream"));
    AStore.exchange(code).then().statusCode(201).body("credential", not(nullValue()));
  }

  private static ValidatableResponse greets(
      ATerminal till, AJournal journal, int acknowledged, String previous, String session) {
    return post(till, greeting(journal, acknowledged, previous, session));
  }

  private static ValidatableResponse post(ATerminal till, Map<String, ?> body) {
    return till.speaks()
        .contentType("application/json")
        .body(body)
        .post("/sync/v1/handshake")
        .then();
  }

  private static Map<String, Object> greeting(
      AJournal journal, int acknowledged, String previous, String session) {
    Map<String, Object> body = new HashMap<>();
    body.put("protocol", 3);
    body.put("schema", Map.of("document", 2, "replica", 1));
    body.put("stream", journal.stream().toString());
    body.put("head", watermark(journal, journal.size()));
    body.put("acknowledged", watermark(journal, acknowledged));
    if (previous != null) {
      body.put("previousSession", previous);
    }
    body.put("session", session);
    body.put("agentVersion", "0.1");
    return body;
  }

  private static Map<String, ?> watermark(AJournal journal, int n) {
    return Map.of("position", n, "hash", journal.hash(n).toString());
  }

  private static ValidatableResponse terminal(String id) {
    return AStore.admin()
        .get("/api/terminals")
        .then()
        .rootPath("terminals.find { it.terminal == '" + id + "' }");
  }
}
