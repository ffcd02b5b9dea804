package io.tillstream.store.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.path.json.JsonPath;
import io.tillstream.store.changelog.CheckLog;
import io.tillstream.store.retention.LogRetention;
import io.tillstream.store.snapshot.ReferenceTerminal;
import io.tillstream.store.writer.Writer;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Terminals that come after the log was thinned out. */
abstract class RetentionSentences {

  private static final Duration RETENTION = Duration.ofDays(30);

  @Inject Writer writer;
  @Inject DataSource database;
  @Inject ReferenceTerminal reference;

  @Test
  void aTerminalThatWasAwayForLongerIsSentToTheSnapshotAndItsDocumentsStayAsTheyAre() {
    String lamp = AStore.newItemForSale();
    String mug = AStore.newItemForSale();
    ATerminal till = ATerminal.enrolled();
    till.journal.sells(1, lamp).sells(1, lamp).sells(1, lamp);
    till.uploads(0, 2).statusCode(200);
    HeldRows held = new HeldRows();
    held.catchUp(till, 10_000);
    AStore.admin().delete("/api/items/{item}", mug).then().statusCode(204);
    aMonthPasses();
    AStore.sells(AStore.newItem());

    held.asks(till, 10_000).then().statusCode(409).body("code", equalTo("cursor-refused"));

    JsonPath manifest =
        till.speaks().get("/sync/v1/snapshot").then().statusCode(200).extract().jsonPath();
    assertThat(manifest.getLong("seq")).isGreaterThan(held.seq);
    till.asksForChanges(
            "incarnation", manifest.getString("incarnation"), "after", manifest.getLong("seq"))
        .then()
        .statusCode(200);
    assertThat(AStore.documents(till.id)).hasSize(2);
    till.uploads(2, 3).statusCode(200);
    assertThat(AStore.documents(till.id)).hasSize(3);
    assertThat(AStore.onHand(lamp)).isEqualTo("-3");
  }

  @Test
  void aNewTerminalStillGetsEverythingAndNothingThatWasRemoved() {
    String lamp = AStore.newItemForSale();
    String mug = AStore.newItemForSale();
    ATerminal till = ATerminal.enrolled();
    HeldRows before = new HeldRows();
    before.catchUp(till, 10_000);
    AStore.imports("item,price\n" + lamp + ",3\n").then().statusCode(200);
    AStore.admin().delete("/api/items/{item}", mug).then().statusCode(204);
    before.catchUp(till, 10_000);

    aMonthPasses();
    HeldRows after = new HeldRows();
    after.catchUp(ATerminal.enrolled(), 7);

    assertThat(after.tables.get("item")).containsKey(lamp).doesNotContainKey(mug);
    before.tables.values().removeIf(rows -> rows.isEmpty());
    after.tables.values().removeIf(rows -> rows.isEmpty());
    assertThat(after.tables).isEqualTo(before.tables);
    assertThat(after.seq).isEqualTo(AStore.head());
  }

  @Test
  void aTerminalThatPagesWhileTheFloorMovesIsNotServedAPageThatLacksARemoval() {
    String mug = AStore.newItem();
    AStore.sells(AStore.newItem(), mug);
    ATerminal till = ATerminal.enrolled();
    HeldRows held = new HeldRows();
    held.catchUp(till, 10_000);
    AStore.sells(AStore.newItem(), AStore.newItem());
    AStore.admin().delete("/api/items/{item}", mug).then().statusCode(204);
    assertThat(held.apply(till, 1).getBoolean("checkpoint")).isFalse();

    aMonthPasses();

    held.asks(till, 1).then().statusCode(409).body("code", equalTo("cursor-refused"));
  }

  @Test
  void theStoresOwnTerminalThatRestedForTooLongKeepsNoItemThatWasRemoved() throws Exception {
    String mug = AStore.newItemForSale();
    long withMug = itemsOfTheStoresOwnTerminal();
    AStore.admin().delete("/api/items/{item}", mug).then().statusCode(204);

    aMonthPasses();

    assertThat(itemsOfTheStoresOwnTerminal()).isEqualTo(withMug - 1);
  }

  @Test
  void aboveTheFloorTheLogIsWholeAndTheStatusSaysWhereThatIs() throws Exception {
    AStore.sells(AStore.newItem());
    long floor = AStore.head();
    aMonthPasses();
    AStore.sells(AStore.newItem());

    assertThat(AStore.status().getLong("log.floor")).isEqualTo(floor);
    CheckLog check = new CheckLog(database, 5);
    check.lookOn("life", AStore.head(), 1_000);
    assertThat(check.gap()).isEmpty();
    assertThat(check.checkedTo()).isEqualTo(AStore.head());
  }

  private long itemsOfTheStoresOwnTerminal() throws Exception {
    return reference.atHead((replica, at) -> replica.items()).get(30, TimeUnit.SECONDS);
  }

  /** What is there now becomes older than the retention, and is thinned out. */
  private void aMonthPasses() {
    AtomicLong nanos = new AtomicLong();
    LogRetention retention = new LogRetention(writer, RETENTION, 1_000, nanos::get);
    retention.moveFloor();
    nanos.addAndGet(RETENTION.toNanos());
    assertThat(retention.moveFloor().seq()).isEqualTo(AStore.head());
    boolean more = true;
    while (more) {
      more = retention.thinOut();
    }
  }
}
