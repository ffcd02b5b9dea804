package io.tillstream.store.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.path.json.JsonPath;
import io.tillstream.protocol.wire.Protocol;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Terminals fetch what has changed. */
abstract class ChangesSentences {

  @Inject DataSource database;

  @Test
  void pagesOfAnySizeLeadToTheSameState() {
    String lamp = AStore.newItem();
    String mug = AStore.newItem();
    AStore.imports(
            "item,description,price,tax_code,tax_rate,barcodes,stocked\n"
                + lamp
                + ",\"A lamp, \"\"lit\"\"\",2.555,STD,20,B-"
                + lamp
                + ",true\n"
                + mug
                + ",Tasse ☕,,,,,false\n")
        .then()
        .statusCode(200);
    AStore.receives(AStore.newReference(), lamp, "1.5").then().statusCode(201);
    AStore.admin().delete("/api/items/{item}", mug).then().statusCode(204);
    ATerminal till = ATerminal.enrolled();

    HeldRows small = new HeldRows();
    small.catchUp(till, 3);
    HeldRows large = new HeldRows();
    large.catchUp(till, 10_000);

    assertThat(small.tables).isEqualTo(large.tables);
    assertThat(small.seq).isEqualTo(large.seq).isEqualTo(AStore.head());
    assertThat(small.tables.get("item").get(lamp))
        .containsExactly(lamp, "A lamp, \"lit\"", "STD", true);
    assertThat(small.tables.get("price").get(lamp)).containsExactly(lamp, 25_550);
    assertThat(small.tables.get("tax").get("STD")).containsExactly("STD", 2_000);
    assertThat(small.tables.get("barcode").get("B-" + lamp)).containsExactly("B-" + lamp, lamp);
    assertThat(small.tables.get("stock").get(lamp)).containsExactly(lamp, 1_500);
    assertThat(small.tables.get("item")).doesNotContainKey(mug);
  }

  @Test
  void aTerminalThatIsUpToDateGetsOnlyWhatIsNewAndEachRowOnce() {
    String lamp = AStore.newItemForSale();
    ATerminal till = ATerminal.enrolled();
    HeldRows replica = new HeldRows();
    replica.catchUp(till, 10_000);
    AStore.imports("item,price\n" + lamp + ",3\n").then().statusCode(200);
    AStore.imports("item,price\n" + lamp + ",4\n").then().statusCode(200);

    JsonPath page = replica.apply(till, 10_000);

    assertThat(page.getList("tables.table")).containsExactly("price");
    assertThat(page.getList("tables[0].rows")).containsExactly(List.of(lamp, 40_000));
    assertThat(page.getBoolean("checkpoint")).isTrue();
  }

  @Test
  void aPriceThatIsTakenAwayIsRemoved() {
    String lamp = AStore.newItemForSale();
    ATerminal till = ATerminal.enrolled();
    HeldRows replica = new HeldRows();
    replica.catchUp(till, 10_000);
    AStore.imports("item,price\n" + lamp + ",\n").then().statusCode(200);

    JsonPath page = replica.apply(till, 10_000);

    assertThat(page.getList("tables[0].removed")).containsExactly(lamp);
    assertThat(replica.tables.get("price")).doesNotContainKey(lamp);
    assertThat(replica.tables.get("item")).containsKey(lamp);
  }

  @Test
  void aTerminalHearsHowFarTheDocumentsOfItsClosedEpochsHaveCome() {
    ATerminal before = ATerminal.enrolled();
    before.asksForChanges().then().statusCode(200).body("closed", nullValue());
    before.journal.sells(1, "X").sells(1, "X");
    before.uploads(0, 1).statusCode(200);
    ATerminal after = ATerminal.enrolledAs(before.id);

    int head = after.asksForChanges().then().extract().path("head");
    after
        .asksForChanges()
        .then()
        .body("closed", hasSize(1))
        .body("closed[0].epoch", equalTo(1))
        .body("closed[0].applied", equalTo(1))
        .body("closed[0].headOffice", equalTo(0));
    after.sends(before.journal.upload(1, 2)).then().statusCode(200);
    after.asksForChanges().then().body("closed[0].applied", equalTo(2));
    after.asksForChanges("until", head).then().body("closed[0].applied", equalTo(1));
  }

  @Test
  void onHandAtACheckpointIncludesTheTerminalsOwnSalesExactlyOnce() {
    String lamp = AStore.newItemForSale();
    ATerminal till = ATerminal.enrolled();
    till.journal.sells(1, lamp).sells(1, lamp).sells(1, lamp);
    till.uploads(0, 2).statusCode(200);
    HeldRows replica = new HeldRows();
    replica.catchUp(till, 10_000);

    JsonPath page = replica.apply(till, 10_000);

    // I16: two of three are inside, and the page says so.
    assertThat(replica.tables.get("stock").get(lamp)).containsExactly(lamp, -2_000);
    assertThat(page.getLong("applied")).isEqualTo(2);
    assertThat(page.getLong("acknowledged.store")).isEqualTo(2);
    assertThat(page.getLong("acknowledged.headOffice")).isZero();
  }

  @Test
  void aPageNamesTheTerminalsParkedDocumentsAndNoLongerThoseThatWereReleased() {
    String novelty = AStore.newItem();
    ATerminal till = ATerminal.enrolled();
    ATerminal neighbour = ATerminal.enrolled();
    till.journal.sellsUnknown(1, novelty);
    till.uploadsAll();
    HeldRows replica = new HeldRows();
    HeldRows neighbours = new HeldRows();

    JsonPath parked = replica.catchUp(till, 10_000);
    assertThat(parked.getList("parked.n", Long.class)).containsExactly(1L);
    assertThat(parked.getString("parked[0].reason")).isEqualTo("unknown-item");
    assertThat(parked.getString("parked[0].detail")).isEqualTo(novelty);
    assertThat(neighbours.catchUp(neighbour, 10_000).getList("parked")).isEmpty();

    AStore.sells(novelty);

    assertThat(replica.catchUp(till, 10_000).getList("parked")).isEmpty();
  }

  @Test
  void aCursorOfAnotherLogOrBeyondTheHeadIsRefused() throws SQLException {
    ATerminal till = ATerminal.enrolled();
    AStore.sells(AStore.newItem());
    String incarnation = AStore.status().getString("incarnation");

    till.asksForChanges("incarnation", "another", "after", 1)
        .then()
        .statusCode(409)
        .body("code", equalTo("cursor-refused"));
    till.asksForChanges("incarnation", incarnation, "after", AStore.head() + 1)
        .then()
        .statusCode(409)
        .body("code", equalTo("cursor-refused"));
    till.asksForChanges("after", 1).then().statusCode(409);
    till.asksForChanges("incarnation", "another", "after", 0).then().statusCode(200);
    // The store believes that it has gone back and leaves epochs out; other sentences count from 1.
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("UPDATE incarnation SET granted_epochs = NULL");
    }
  }

  @Test
  void parametersThatCannotBeReadAreNamed() {
    ATerminal till = ATerminal.enrolled();

    till.asksForChanges("rows", "many")
        .then()
        .statusCode(400)
        .body("code", equalTo("invalid-parameter"))
        .body("errors[0].field", equalTo("rows"));
    till.asksForChanges("rows", Protocol.PAGE_ROWS_MAX + 1).then().statusCode(400);
    till.asksForChanges("after", -1).then().statusCode(400);
    till.speaks()
        .header(Protocol.VERSION_HEADER, 9)
        .get("/sync/v1/changes")
        .then()
        .statusCode(400)
        .body("code", equalTo("protocol-not-supported"));
  }

  @Test
  void aPageIsCompressedForWhoeverAccepts() {
    ATerminal till = ATerminal.enrolled();
    AStore.sells(AStore.newItem());

    till.speaks()
        .header("Accept-Encoding", "gzip")
        .get("/sync/v1/changes")
        .then()
        .statusCode(200)
        .header("Content-Encoding", "gzip")
        .body("incarnation", notNullValue());
  }

  @Test
  void whatATerminalSaysOfItsOutboxIsSeen() {
    ATerminal till = ATerminal.enrolled();
    till.speaks()
        .header(Protocol.VERSION_HEADER, 1)
        .header(Protocol.AGENT_VERSION_HEADER, "0.1.0-test")
        .header(Protocol.PENDING_HEADER, 17)
        .header(Protocol.OLDEST_PENDING_HEADER, "2026-11-20T10:00:00Z")
        .get("/sync/v1/changes")
        .then()
        .statusCode(200);

    String row = "terminals.find { it.terminal == '" + till.id + "' }.";
    AStore.admin()
        .get("/api/terminals")
        .then()
        .statusCode(200)
        .body(row + "pending", equalTo(17))
        .body(row + "oldestPending", equalTo("2026-11-20T10:00:00Z"))
        .body(row + "agentVersion", equalTo("0.1.0-test"))
        .body(row + "lastContact", notNullValue());
  }
}
