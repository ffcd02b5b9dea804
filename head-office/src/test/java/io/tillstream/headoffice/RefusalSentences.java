package io.tillstream.headoffice;

import static io.restassured.RestAssured.given;
import static io.tillstream.headoffice.AStore.aStore;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.tillstream.protocol.chain.Hash;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What is no envelope, or not the caller's. Nothing is changed by it. */
abstract class RefusalSentences {

  @Test
  void recordsThatDoNotAddUpAreRefused() {
    AStore store = aStore();
    store.accepts(store.terminal("T1").sells("A", 1));
    byte[] tampered =
        new String(store.everything(), StandardCharsets.UTF_8)
            .replace("\"quantityThousandths\":1000", "\"quantityThousandths\":9000")
            .getBytes(StandardCharsets.UTF_8);

    store.delivers(tampered).statusCode(422).body("code", equalTo("bad-hash"));

    assertThat(HeadOffice.stock(store.id)).isEmpty();
    assertThat(HeadOffice.status(store)).containsEntry("position", 0);
  }

  @Test
  void positionsOutOfOrderAreRefused() {
    AStore store = aStore();
    ATerminal till = store.terminal("T1");
    store.accepts(till.sells("A", 1)).accepts(till.sells("A", 1));
    List<String> lines =
        new ArrayList<>(
            List.of(new String(store.everything(), StandardCharsets.UTF_8).split("\n")));
    Collections.swap(lines, 1, 2);

    store
        .delivers((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8))
        .statusCode(422)
        .body("code", equalTo("bad-hash"));
  }

  @Test
  void aStoreCannotSendAsAnother() {
    AStore store = aStore();
    AStore other = aStore();
    store.accepts(store.terminal("T1").sells("A", 1));

    store
        .delivers(store.everything(), other.credential)
        .statusCode(403)
        .body("code", equalTo("stream-not-yours"));

    assertThat(HeadOffice.stock(store.id)).isEmpty();
  }

  @Test
  void aCredentialThatWasReplacedIsRevoked() {
    AStore store = aStore();
    String former = store.credential;
    store.register();
    store.accepts(store.terminal("T1").sells("A", 1));

    store
        .delivers(store.everything(), former)
        .statusCode(401)
        .contentType("application/problem+json")
        .body("code", equalTo("credential-revoked"));
    store.delivers(store.everything()).statusCode(200);
  }

  @Test
  void aCredentialThatWasWithdrawnIsRevoked() {
    AStore store = aStore();
    HeadOffice.admin().post("/api/stores/" + store.id + "/revocation").then().statusCode(204);

    store.delivers(store.everything()).statusCode(401).body("code", equalTo("credential-revoked"));
  }

  @Test
  void aCredentialNobodyIssuedIsRefused() {
    AStore store = aStore();

    store
        .delivers(store.everything(), "guessed")
        .statusCode(401)
        .header("WWW-Authenticate", "Bearer realm=\"Tillstream\"")
        .body("code", equalTo("not-authenticated"));
  }

  @Test
  void bodiesThatAreNoEnvelopeAreRefusedInWords() {
    AStore store = aStore();
    refused(store, "", 400, "malformed-body");
    refused(store, "not json\n", 400, "malformed-body");
    refused(store, "{\"protocol\":9}\n", 400, "protocol-not-supported");
    refused(store, "{\"protocol\":1,\"stream\":\"" + store.id + "\"}\n", 422, "invalid-field");
    String zero = Hash.START.toString();
    refused(
        store,
        "{\"protocol\":1,\"stream\":\"%s\",\"from\":0,\"previousHash\":\"%s\",\"to\":0,\"hash\":\"%s\"}\n"
            .formatted(store.id, zero, zero),
        422,
        "invalid-field");
  }

  @Test
  void anEnvelopeOverTheLimitIsRefused() {
    AStore store = aStore();
    byte[] large = new byte[9 * 1024 * 1024];
    Arrays.fill(large, (byte) 'x');

    store.delivers(large).statusCode(413).body("code", equalTo("body-too-large"));
  }

  @Test
  void aSmallBodyThatUnfoldsIntoALargeOneIsRefused() throws IOException {
    AStore store = aStore();
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
      out.write(new byte[64 * 1024 * 1024]);
    }

    given()
        .header("Authorization", "Bearer " + store.credential)
        .header("Content-Type", "application/x-ndjson")
        .header("Content-Encoding", "gzip")
        .body(gzip.toByteArray())
        .post("/sync/v1/facts")
        .then()
        .statusCode(413)
        .body("code", equalTo("body-too-large"));
  }

  @Test
  void moreRecordsThanAnEnvelopeHoldsAreRefused() {
    AStore store = aStore();
    for (int i = 0; i < 2_001; i++) {
      store.logsLine("{\"seq\":%d}");
    }

    store.delivers(store.everything()).statusCode(413).body("code", equalTo("body-too-large"));
  }

  @Test
  void otherMediaTypesAndMethodsAreRefusedInWords() {
    AStore store = aStore();
    given()
        .header("Authorization", "Bearer " + store.credential)
        .header("Content-Type", "text/plain")
        .body("x")
        .post("/sync/v1/facts")
        .then()
        .statusCode(415)
        .contentType("application/problem+json")
        .body("code", equalTo("unsupported-media-type"));
    given()
        .header("Authorization", "Bearer " + store.credential)
        .get("/sync/v1/facts")
        .then()
        .statusCode(405)
        .body("code", equalTo("method-not-allowed"));
  }

  private static void refused(AStore store, String body, int status, String code) {
    store
        .delivers(body.getBytes(StandardCharsets.UTF_8))
        .statusCode(status)
        .contentType("application/problem+json")
        .body("code", equalTo(code))
        .body("type", equalTo("urn:tillstream:problem:" + code));
  }
}
