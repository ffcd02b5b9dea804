package io.tillstream.store.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import io.tillstream.protocol.wire.Protocol;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A machine becomes a terminal. */
abstract class EnrolmentSentences {

  /** Wrong codes of the test before are forgotten. */
  @BeforeEach
  void aMinuteLater() {
    TestClock.advance(Duration.ofMinutes(2));
  }

  @Test
  void aCodeIsExchangedForACredentialAnEpochAndTheSeries() {
    String id = AStore.newTerminal();
    String code = AStore.code(id);
    assertThat(code).matches("[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}");

    AStore.exchange(code.toLowerCase(Locale.ROOT).replace("-", " "))
        .then()
        .statusCode(201)
        .body("protocol", equalTo(Protocol.VERSION))
        .body("store", equalTo("S1"))
        .body("terminal", equalTo(id))
        .body("epoch", equalTo(1))
        .body("credential.length()", equalTo(43))
        .body("currency", equalTo("GBP"))
        .body("incarnation", equalTo(AStore.status().getString("incarnation")))
        .body(
            "series.type",
            contains(
                "sale",
                "return",
                "write-off",
                "financial-adjustment",
                "customer",
                "customer",
                "void",
                "day-close"))
        .body("series[0].template", equalTo("{store}-{terminal}-{yy}-{epoch}-{n:6}"));
  }

  @Test
  void aCodeServesOnce() {
    String code = AStore.code(AStore.newTerminal());
    AStore.exchange(code).then().statusCode(201);

    AStore.exchange(code).then().statusCode(409).body("code", equalTo("enrolment-code-used"));
  }

  @Test
  void aCodeIsGoodForAQuarterOfAnHour() {
    String code = AStore.code(AStore.newTerminal());
    String other = AStore.code(AStore.newTerminal());
    TestClock.advance(Duration.ofMinutes(14));
    AStore.exchange(other).then().statusCode(201);
    TestClock.advance(Duration.ofMinutes(2));

    AStore.exchange(code).then().statusCode(410).body("code", equalTo("enrolment-code-expired"));
    AStore.exchange(other).then().statusCode(409);
  }

  @Test
  void aNewCodeEndsTheOneBefore() {
    String id = AStore.newTerminal();
    String before = AStore.code(id);
    String after = AStore.code(id);

    AStore.exchange(before).then().statusCode(410);
    AStore.exchange(after).then().statusCode(201);
  }

  @Test
  void codesCannotBeGuessedForLong() {
    String good = AStore.code(AStore.newTerminal());
    for (int i = 0; i < 10; i++) {
      AStore.exchange("ZZZZ-ZZZZ")
          .then()
          .statusCode(403)
          .body("code", equalTo("enrolment-code-unknown"));
    }

    String retryAfter =
        AStore.exchange(good)
            .then()
            .statusCode(429)
            .body("code", equalTo("too-many-requests"))
            .extract()
            .header("Retry-After");
    int wait = Integer.parseInt(retryAfter);
    assertThat(wait).isBetween(1, 60);
    TestClock.advance(Duration.ofSeconds(wait + 1L));
    AStore.exchange(good).then().statusCode(201);
  }

  @Test
  void enrollingAnewGrantsANewEpochAndWithdrawsTheFormerCredential() {
    ATerminal before = ATerminal.enrolled();
    before.journal.sells(1, "X");
    before.uploadsAll();

    ATerminal after = ATerminal.enrolledAs(before.id);
    after.journal.sells(2, "X");

    assertThat(after.keyOf(1)).isEqualTo("S1/" + before.id + "/2/1");
    before
        .uploads(0, 1)
        .statusCode(401)
        .contentType("application/problem+json")
        .header("WWW-Authenticate", "Bearer realm=\"Tillstream\"")
        .body("code", equalTo("credential-revoked"));
    after.uploads(0, 1).statusCode(200).body("watermark.position", equalTo(1));
    assertThat(AStore.documents(before.id)).hasSize(2);
  }

  @Test
  void aRevokedTerminalIsRefusedUntilItIsEnrolledAnew() {
    ATerminal till = ATerminal.enrolled();
    AStore.admin().post("/api/terminals/{id}/revocation", till.id).then().statusCode(204);

    till.asksForChanges().then().statusCode(401).body("code", equalTo("credential-revoked"));
    AStore.admin()
        .get("/api/terminals")
        .then()
        .body("terminals.terminal", hasItem(till.id))
        .body("terminals.find { it.terminal == '" + till.id + "' }.revokedAt", notNullValue());
    ATerminal again = ATerminal.enrolledAs(till.id);
    again.asksForChanges().then().statusCode(200);
    AStore.admin()
        .post("/api/terminals/{id}/revocation", "NOBODY")
        .then()
        .statusCode(404)
        .body("code", equalTo("not-found"));
  }

  @Test
  void onlyItsOwnKindOfCallerMayCallAPath() {
    ATerminal till = ATerminal.enrolled();
    given()
        .get("/sync/v1/changes")
        .then()
        .statusCode(401)
        .body("code", equalTo("not-authenticated"));
    given()
        .header("Authorization", "Bearer nonsense")
        .get("/sync/v1/changes")
        .then()
        .statusCode(401)
        .body("code", equalTo("not-authenticated"));
    given().get("/api/status").then().statusCode(401).body("code", equalTo("not-authenticated"));
    given().auth().preemptive().basic("admin", "wrong").get("/api/status").then().statusCode(401);
    till.speaks().get("/api/status").then().statusCode(403).body("code", equalTo("not-permitted"));
    AStore.admin()
        .get("/sync/v1/changes")
        .then()
        .statusCode(403)
        .body("code", equalTo("not-permitted"));
  }

  /** I2: a store whose database was restored has forgotten the epochs that it granted since. */
  @Test
  void anEpochThatTheMachineHasHadIsNotGrantedAgainThoughTheStoreHasForgottenIt() {
    String id = AStore.newTerminal();
    String zeros = "0".repeat(64);

    exchange(
            Map.of(
                "protocol",
                Protocol.VERSION,
                "code",
                AStore.code(id),
                "previous",
                Map.of("stream", "S1/" + id + "/7", "head", Map.of("position", 5, "hash", zeros))))
        .statusCode(201)
        .body("epoch", equalTo(8));
    AStore.admin()
        .get("/api/terminals/{id}/epochs", id)
        .then()
        .body("epochs.epoch", contains(7))
        .body("epochs[0].lost.to", equalTo(5));
  }

  @Test
  void badRequestsAreRefused() {
    AStore.admin()
        .post("/api/terminals/{id}/enrolment-codes", "till 1")
        .then()
        .statusCode(400)
        .body("errors[0].field", equalTo("terminal"));
    AStore.admin().post("/api/terminals/STORE/enrolment-codes").then().statusCode(400);
    exchange(Map.of("protocol", 9, "code", "X"))
        .statusCode(400)
        .body("code", equalTo("protocol-not-supported"));
    exchange(Map.of("protocol", 1)).statusCode(422).body("errors[0].field", equalTo("code"));
    exchange(Map.of("protocol", 1, "code", "X", "agentVersion", "0.1\u001b[2J"))
        .statusCode(422)
        .body("errors[0].field", equalTo("agentVersion"));
    given().get("/api/nothing").then().statusCode(404).body("code", equalTo("not-found"));
    AStore.admin()
        .delete("/api/status")
        .then()
        .statusCode(405)
        .body("code", equalTo("method-not-allowed"));
  }

  private static io.restassured.response.ValidatableResponse exchange(Map<String, ?> body) {
    return given().contentType("application/json").body(body).post("/sync/v1/enrolment").then();
  }
}
