package io.tillstream.store.journey;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.ValidatableResponse;
import io.tillstream.store.AJournal;
import java.util.HashMap;
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

    post(till, body).statusCode(200).body("outcome", equalTo("BEHIND"));
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
    body.put("head", journal.place(journal.size()));
    body.put("acknowledged", journal.place(acknowledged));
    if (previous != null) {
      body.put("previousSession", previous);
    }
    body.put("session", session);
    body.put("agentVersion", "0.1");
    return body;
  }

  private static ValidatableResponse terminal(String id) {
    return AStore.admin()
        .get("/api/terminals")
        .then()
        .rootPath("terminals.find { it.terminal == '" + id + "' }");
  }
}
