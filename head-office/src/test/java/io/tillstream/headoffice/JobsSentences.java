package io.tillstream.headoffice;

import static io.restassured.RestAssured.given;
import static io.tillstream.headoffice.AJob.aJob;
import static io.tillstream.headoffice.AJob.aJobUpToDate;
import static io.tillstream.headoffice.AStore.aStore;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may read the feed. */
abstract class JobsSentences {

  @Test
  void aJobReadsTheFeedAndNothingElse() {
    AJob job = aJob();
    job.asks(null, 1).statusCode(200);

    AStore store = aStore();
    store.delivers(store.everything(), job.credential).statusCode(403);
    given()
        .header("Authorization", "Bearer " + job.credential)
        .get("/api/status")
        .then()
        .statusCode(403)
        .body("code", equalTo("not-permitted"));
  }

  @Test
  void aStoresCredentialDoesNotReadTheFeed() {
    AJob job = aJob();
    job.credential = aStore().credential;

    job.asks(null, 1).statusCode(403).body("code", equalTo("not-permitted"));
  }

  @Test
  void withoutACredentialNothingIsTold() {
    given().get("/feed/v1/facts").then().statusCode(401).body("code", equalTo("not-authenticated"));
    AJob stranger = aJob();
    stranger.credential = "made-up";
    stranger.asks(null, 1).statusCode(401).body("code", equalTo("not-authenticated"));
  }

  @Test
  void anotherRegistrationReplacesTheCredential() {
    AJob job = aJob();
    String former = job.credential;
    job.credential = AJob.register(job.name).statusCode(201).extract().path("credential");

    job.asks(null, 1).statusCode(200);
    job.credential = former;
    job.asks(null, 1).statusCode(401).body("code", equalTo("credential-revoked"));
  }

  @Test
  void aRevokedCredentialIsRefusedAndTheJobStaysInTheRegister() {
    AJob job = aJob();

    revocation(job.name, 204);

    job.asks(null, 1).statusCode(401).body("code", equalTo("credential-revoked"));
    assertThat(listed(job)).containsEntry("mayRead", false);
  }

  @Test
  void theRegisterTellsHowFarEachJobHasCome() {
    AJob job = aJobUpToDate();
    AStore store = aStore();
    store.accepts(store.terminal("T1").sells("A", 1));
    store.delivers(store.everything()).statusCode(200);
    String before = job.cursor;
    long position = job.page(10).header().get("position").asLong();
    // What it has is what it asks with: a page that it was given it may not have landed.
    assertThat(listed(job))
        .containsEntry("position", (int) position - 1)
        .containsEntry("behind", 1);
    assertThat(before).isNotEqualTo(job.cursor);

    job.page(10);

    assertThat(listed(job))
        .containsEntry("position", (int) position)
        .containsEntry("behind", 0)
        .containsEntry("mayRead", true)
        .containsKeys("createdAt", "lastAskedAt");
  }

  private static Map<String, Object> listed(AJob job) {
    return HeadOffice.admin()
        .get("/api/jobs")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .getMap("jobs.find { it.name == '" + job.name + "' }");
  }

  private static void revocation(String name, int status) {
    HeadOffice.admin().post("/api/jobs/" + name + "/revocation").then().statusCode(status);
  }

  @Test
  void aJobThatNobodyRegisteredCannotBeRevoked() {
    revocation("nobody", 404);
    revocation("NO-NAME", 400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ERP", "-erp", "e rp", "erp/1", "ü"})
  void aNameIsLowerCaseLettersDigitsAndHyphens(String name) {
    AJob.register(name)
        .statusCode(422)
        .body("code", equalTo("invalid-field"))
        .body("errors[0].field", equalTo("name"));
  }

  @Test
  void registeringIsForAdministrators() {
    given()
        .contentType("application/json")
        .body("{\"name\":\"erp\"}")
        .post("/api/jobs")
        .then()
        .statusCode(401);
  }
}
