package io.tillstream.store.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.restassured.response.Response;
import io.tillstream.protocol.wire.CarriedHead;
import io.tillstream.replica.snapshot.BadSnapshot;
import io.tillstream.replica.snapshot.CarriedFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A technician has the store make a file, to be carried to a terminal. */
abstract class BackupSentences {

  private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());
  private static final String URL = "http://store:7200";

  @Test
  void aFileHoldsTheSnapshotSignedByTheStore() throws IOException {
    AStore.sells(AStore.newItem());
    ATerminal till = ATerminal.enrolled();

    Response answer = AStore.admin().get("/api/backups/terminal-database");

    answer.then().statusCode(200).header("Cache-Control", "no-store");
    ByteArrayInputStream in = new ByteArrayInputStream(answer.asByteArray());
    CarriedFile file = CarriedFile.read(in);
    CarriedHead head = JSON.readValue(file.head(), CarriedHead.class);
    assertThat(head.enrolment()).isNull();
    assertThat(head.store().value()).isEqualTo("S1");
    assertThat(head.manifest().seq()).isEqualTo(AStore.head());
    assertThat(in.available()).isEqualTo((int) head.manifest().compressedSize());
    // The key is the one that terminals are told when they are enrolled.
    assertThat(till.backupKey).isEqualTo(file.publicKey());
  }

  @Test
  void aChangedBeginningIsToldFromTheOneThatWasSigned() {
    byte[] file = AStore.admin().get("/api/backups/terminal-database").asByteArray();
    for (int at : new int[] {40, 60, 300}) {
      byte[] changed = file.clone();
      changed[at] = (byte) (changed[at] == '1' ? '2' : '1');
      assertThatThrownBy(() -> CarriedFile.read(new ByteArrayInputStream(changed)))
          .isInstanceOf(BadSnapshot.class)
          .hasMessageContaining("changed");
    }
    assertThatThrownBy(() -> CarriedFile.read(new ByteArrayInputStream(new byte[10])))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aFileForATerminalEnrolsIt() throws IOException {
    String terminal = AStore.newTerminal();

    CarriedHead head = head(wants(terminal, false));

    assertThat(head.storeUrl()).isEqualTo(URL);
    assertThat(head.enrolment().terminal().value()).isEqualTo(terminal);
    assertThat(head.enrolment().epoch()).isEqualTo(1);
    given()
        .header("Authorization", "Bearer " + head.enrolment().credential())
        .get("/sync/v1/changes")
        .then()
        .statusCode(200);
  }

  @Test
  void aTerminalAtWorkIsNotCutOffByAFileUnlessThatIsAskedFor() throws IOException {
    ATerminal till = ATerminal.enrolled();

    wants(till.id, false).then().statusCode(409).body("code", equalTo("terminal-enrolled"));
    till.asksForChanges().then().statusCode(200);

    assertThat(head(wants(till.id, true)).enrolment().epoch()).isEqualTo(2);
    till.asksForChanges().then().statusCode(401).body("code", equalTo("credential-revoked"));
  }

  @Test
  void withoutAnAddressOfTheStoreNoTerminalIsEnrolled() {
    String terminal = AStore.newTerminal();

    AStore.admin()
        .contentType("application/json")
        .body(Map.of("terminal", terminal))
        .post("/api/backups/terminal-database")
        .then()
        .statusCode(422)
        .body("errors[0].field", equalTo("storeUrl"));

    assertThat(AStore.admin().get("/api/terminals").asString())
        .doesNotContain("\"" + terminal + "\"");
  }

  @Test
  void onlyAdministratorsMakeFiles() {
    given().get("/api/backups/terminal-database").then().statusCode(401);
    ATerminal.enrolled().speaks().get("/api/backups/terminal-database").then().statusCode(403);
  }

  private static Response wants(String terminal, boolean replace) {
    return AStore.admin()
        .contentType("application/json")
        .body(Map.of("terminal", terminal, "storeUrl", URL, "replace", replace))
        .post("/api/backups/terminal-database");
  }

  private static CarriedHead head(Response answer) throws IOException {
    answer.then().statusCode(200);
    return JSON.readValue(
        CarriedFile.read(new ByteArrayInputStream(answer.asByteArray())).head(), CarriedHead.class);
  }
}
