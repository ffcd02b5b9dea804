package io.tillstream.store.journey;

import static io.restassured.RestAssured.given;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.wire.Protocol;
import io.tillstream.store.AJournal;

/** An enrolled terminal and what it has recorded. */
final class ATerminal {

  final String id;
  final String credential;
  final String backupKey;
  final AJournal journal;

  private ATerminal(String id, int epoch, String credential, String backupKey) {
    this.id = id;
    this.credential = credential;
    this.backupKey = backupKey;
    journal = new AJournal(new DocumentStream(new StoreId("S1"), new TerminalId(id), epoch));
  }

  /** A terminal that was never seen before. */
  static ATerminal enrolled() {
    return enrolledAs(AStore.newTerminal());
  }

  static ATerminal enrolledAs(String id) {
    return granted(
        id, AStore.exchange(AStore.code(id)).then().statusCode(201).extract().jsonPath());
  }

  static ATerminal granted(String id, JsonPath grant) {
    return new ATerminal(
        id, grant.getInt("epoch"), grant.getString("credential"), grant.getString("backupKey"));
  }

  RequestSpecification speaks() {
    return given().header("Authorization", "Bearer " + credential);
  }

  /** Uploads bytes as they are. */
  Response sends(byte[] body) {
    return speaks().contentType(Protocol.NDJSON).body(body).post("/sync/v1/documents");
  }

  /** Uploads its documents after one position, up to another. */
  ValidatableResponse uploads(int from, int to) {
    return sends(journal.upload(from, to)).then();
  }

  /** Uploads everything. */
  ValidatableResponse uploadsAll() {
    return uploads(0, journal.size()).statusCode(200);
  }

  String keyOf(int n) {
    return journal.stream().at(n).toString();
  }

  Response asksForChanges(Object... parameters) {
    RequestSpecification request = speaks().header(Protocol.VERSION_HEADER, Protocol.VERSION);
    for (int i = 0; i < parameters.length; i += 2) {
      request.queryParam((String) parameters[i], parameters[i + 1]);
    }
    return request.get("/sync/v1/changes");
  }
}
