package io.tillstream.store.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.wire.Protocol;
import io.tillstream.protocol.wire.StreamHeader;
import io.tillstream.protocol.wire.Versions;
import io.tillstream.store.AJournal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Terminals of older versions, and of versions that this store does not know (I21). */
abstract class VersionsSentences {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aTerminalIsAnsweredInTheVersionInWhichItAsks(int version) {
    AStore.sells(AStore.newItem());
    ATerminal till = ATerminal.enrolled();
    till.journal.sellsUnknown(1, AStore.newItem());

    enrols(version, AStore.newTerminal()).statusCode(201).body("protocol", equalTo(version));
    till.sends(uploadOf(till.journal, version))
        .then()
        .statusCode(200)
        .body("protocol", equalTo(version))
        .body("outcome", equalTo("APPLIED"));
    asksForChanges(till, Integer.toString(version))
        .statusCode(200)
        .body("protocol", equalTo(version));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 4, 9})
  void aVersionThatIsTooOldOrTooNewIsToldWhatIsAccepted(int version) {
    ATerminal till = ATerminal.enrolled();
    till.journal.sellsUnknown(1, AStore.newItem());

    refused(enrols(version, AStore.newTerminal()));
    refused(till.sends(uploadOf(till.journal, version)).then());
    refused(asksForChanges(till, Integer.toString(version)));
    assertThat(AStore.documents(till.id)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"three", "3.0", "99999999999999999999", "+3"})
  void aVersionThatIsNoNumberIsToldWhatIsAccepted(String version) {
    ATerminal till = ATerminal.enrolled();
    refused(asksForChanges(till, version));
    for (String path : List.of("series", "snapshot", "pokes")) {
      refused(asks(till, path, version));
    }
  }

  @Test
  void aRequestThatStatesNoVersionIsTakenForTheOldest() {
    ATerminal till = ATerminal.enrolled();

    till.speaks()
        .get("/sync/v1/changes")
        .then()
        .statusCode(200)
        .body("protocol", equalTo(Protocol.OLDEST_ACCEPTED));
    given()
        .contentType("application/json")
        .body(Map.of("code", "ABCD-EFGH"))
        .post("/sync/v1/enrolment")
        .then()
        .statusCode(400)
        .body("code", equalTo("protocol-not-supported"));
  }

  @Test
  void fieldsThatALaterVersionAddsAreIgnoredInEveryRequest() {
    ATerminal till = ATerminal.enrolled();
    till.journal.sellsUnknown(1, AStore.newItem());
    String upload = new String(till.journal.upload(0, 1), StandardCharsets.UTF_8);

    till.sends(
            upload
                .replaceFirst("\\{", "{\"mood\":{\"good\":[1]},")
                .getBytes(StandardCharsets.UTF_8))
        .then()
        .statusCode(200);
    given()
        .contentType("application/json")
        .body(
            Map.of(
                "protocol",
                Protocol.VERSION,
                "code",
                AStore.code(AStore.newTerminal()),
                "mood",
                List.of(Map.of("good", 1))))
        .post("/sync/v1/enrolment")
        .then()
        .statusCode(201);
  }

  /**
   * Plays back what an agent of version 1 sent, byte for byte as it was recorded, and looks for
   * what that agent needs in the answers.
   */
  @Test
  void anAgentOfVersion1Converges() {
    AStore.imports("item,price,description\nOLD-1,2.55,Old item\n").then().statusCode(200);
    JsonPath grant =
        given()
            .contentType("application/json")
            .body(recorded("enrolment-request.json").replace("ABCD-EFGH", AStore.code("V1")))
            .post("/sync/v1/enrolment")
            .then()
            .statusCode(201)
            .body("protocol", equalTo(1))
            .body("epoch", equalTo(1))
            // What it does not know, it would not read: then it could not be enrolled at all.
            .body("series.type", hasSize(5))
            .body(
                "series.type",
                hasItems("sale", "return", "write-off", "financial-adjustment", "customer"))
            .extract()
            .jsonPath();

    String credential = grant.getString("credential");
    for (int i = 1; i <= 3; i++) {
      uploads(credential, i).body("outcome", equalTo("APPLIED"));
    }
    uploads(credential, 2).body("outcome", equalTo("DUPLICATE"));
    assertThat(AStore.documents("V1"))
        .hasSize(6)
        .extracting(document -> document.get("verdict"))
        .containsExactly("ACCEPTED", "PARKED", "ACCEPTED", "ACCEPTED", "ACCEPTED", "ACCEPTED");
    AStore.sells("OLD-9");

    ValidatableResponse page = changes(credential);
    page.body("checkpoint", equalTo(true))
        .body("applied", equalTo(6))
        .body("acknowledged.store", equalTo(6))
        .body("parked", hasSize(0))
        .body("tables.find { it.table == 'item' }.rows.collect { it[0] }", hasItem("OLD-1"))
        .body("tables.find { it.table == 'stock' }.rows", hasItem(List.of("OLD-1", -2_000)));
    String known = "tables.table.findAll { it in ['item', 'barcode', 'price', 'tax', 'stock'] }";
    page.body(known, not(hasSize(0)));
  }

  @Test
  void whatTimeItIsHereIsSaidWithEveryAnswerToATerminal() {
    TestClock here = new TestClock();
    Instant before = here.instant();
    ATerminal till = ATerminal.enrolled();
    List<Response> answers =
        List.of(
            given().header("Authorization", "Bearer " + till.credential).get("/sync/v1/series"),
            given().header("Authorization", "Bearer " + till.credential).get("/sync/v1/digests"),
            given().get("/sync/v1/snapshot"),
            given().contentType("application/json").body("{").post("/sync/v1/leases"));

    for (Response answer : answers) {
      assertThat(Instant.parse(answer.header(Protocol.TIME_HEADER)))
          .isBetween(before, here.instant());
    }
    assertThat(given().get("/api/status").header(Protocol.TIME_HEADER)).isNull();
  }

  private static ValidatableResponse uploads(String credential, int number) {
    return given()
        .header("Authorization", "Bearer " + credential)
        .contentType(Protocol.NDJSON)
        .body(recorded("upload-" + number + ".ndjson").getBytes(StandardCharsets.UTF_8))
        .post("/sync/v1/documents")
        .then()
        .statusCode(200)
        .body("protocol", equalTo(1));
  }

  private static ValidatableResponse changes(String credential) {
    return given()
        .header("Authorization", "Bearer " + credential)
        .header("Accept-Encoding", "gzip")
        .header("Tillstream-Protocol", "1")
        .header("Tillstream-Agent-Version", "0.1.0-SNAPSHOT")
        .header("Tillstream-Pending", "0")
        .queryParam("rows", 5_000)
        .get("/sync/v1/changes")
        .then()
        .statusCode(200)
        .body("protocol", equalTo(1));
  }

  @Test
  void aTerminalOfThisVersionIsGrantedASeriesForEveryTypeItMakes() {
    enrols(Protocol.VERSION, AStore.newTerminal())
        .body(
            "series.type.unique()",
            equalTo(
                Versions.granted(Protocol.VERSION).stream().map(DocumentType::toString).toList()));
  }

  private static ValidatableResponse enrols(int version, String terminal) {
    return given()
        .contentType("application/json")
        .body(Map.of("protocol", version, "code", AStore.code(terminal), "agentVersion", "0.1.0"))
        .post("/sync/v1/enrolment")
        .then();
  }

  private static byte[] uploadOf(AJournal journal, int version) {
    StreamHeader today = journal.header(0, 1);
    StreamHeader header =
        new StreamHeader(version, today.stream(), null, today.start(), today.end());
    return AJournal.upload(header, List.of(journal.body(1)));
  }

  private static ValidatableResponse asksForChanges(ATerminal till, String version) {
    return asks(till, "changes", version);
  }

  private static ValidatableResponse asks(ATerminal till, String path, String version) {
    return till.speaks().header(Protocol.VERSION_HEADER, version).get("/sync/v1/" + path).then();
  }

  private static void refused(ValidatableResponse answer) {
    answer
        .statusCode(400)
        .body("code", equalTo("protocol-not-supported"))
        .body("accepted.oldest", equalTo(Protocol.OLDEST_ACCEPTED))
        .body("accepted.newest", equalTo(Protocol.VERSION))
        .body("errors[0].detail", equalTo("must be 1 to 3"));
  }

  private static String recorded(String file) {
    try (InputStream in = VersionsSentences.class.getResourceAsStream("/protocol-1/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
