package io.tillstream.headoffice;

import static io.restassured.RestAssured.given;
import static io.tillstream.headoffice.AStore.aStore;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.restassured.RestAssured;
import io.tillstream.platform.http.BrokenOffBody;
import io.tillstream.protocol.chain.ChainedBatch;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.wire.Protocol;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What becomes of an envelope. */
abstract class InboxSentences {

  private static void assertSold(AStore store, String item, String onHand, int documents) {
    assertThat(HeadOffice.stock(store.id)).isEqualTo(Map.of(item, onHand));
    assertThat(HeadOffice.status(store))
        .extractingByKey("documents")
        .isEqualTo(Map.of("made", documents, "own", 0, "parked", 0, "collisions", 0));
  }

  @Test
  void factsOfAStoreAreKeptAndBooked() {
    AStore store = aStore();
    ATerminal till = store.terminal("T1");
    ATerminal.Made sale = till.sells("85123A", 6);
    store.changesReferenceData(7).accepts(sale).accepts(till.takesBack("85123A", 1));
    store.changesReferenceData(2);

    store
        .delivers(store.everything())
        .statusCode(200)
        .body("protocol", equalTo(Protocol.VERSION))
        .body("outcome", equalTo("APPLIED"))
        .body("watermark.position", equalTo(11))
        .body("watermark.hash", equalTo(store.watermark().hash().toString()));

    assertSold(store, "85123A", "-5", 2);
    assertThat(HeadOffice.status(store))
        .containsEntry("incarnation", store.incarnation)
        .containsEntry("position", 11)
        .containsEntry("hash", store.watermark().hash().toString());
  }

  @Test
  void gzipIsReadLikePlain() throws IOException {
    AStore store = aStore();
    store.accepts(store.terminal("T1").sells("A", 1));
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
      out.write(store.everything());
    }

    given()
        .header("Authorization", "Bearer " + store.credential)
        .header("Content-Type", "application/x-ndjson")
        .header("Content-Encoding", "gzip")
        .body(gzip.toByteArray())
        .post("/sync/v1/facts")
        .then()
        .statusCode(200)
        .body("outcome", equalTo("APPLIED"));

    assertSold(store, "A", "-1", 1);
  }

  @Test
  void anEnvelopeWhoseAnswerWasLostIsADuplicate() {
    AStore store = aStore();
    store.accepts(store.terminal("T1").sells("A", 2));
    store.delivers(store.everything()).statusCode(200);

    store
        .delivers(store.everything())
        .statusCode(200)
        .body("outcome", equalTo("DUPLICATE"))
        .body("watermark.position", equalTo(1));

    assertSold(store, "A", "-2", 1);
  }

  @Test
  void anOldPartOfTheStreamIsADuplicateHoweverItIsCut() {
    AStore store = aStore();
    ATerminal till = store.terminal("T1");
    for (int i = 0; i < 6; i++) {
      store.accepts(till.sells("A", 1)).changesReferenceData(1);
    }
    store.delivers(store.everything()).statusCode(200);

    store.delivers(store.envelope(2, 7)).body("outcome", equalTo("DUPLICATE"));
    store.delivers(store.envelope(3, 4)).body("outcome", equalTo("DUPLICATE"));

    assertSold(store, "A", "-6", 6);
  }

  @Test
  void onlyTheNewPartOfAnOverlappingEnvelopeIsApplied() {
    AStore store = aStore();
    ATerminal till = store.terminal("T1");
    store.accepts(till.sells("A", 1)).accepts(till.sells("A", 2));
    store.delivers(store.everything()).statusCode(200);
    store.accepts(till.sells("A", 4));

    store.delivers(store.envelope(1, 3)).statusCode(200).body("outcome", equalTo("APPLIED"));

    assertSold(store, "A", "-7", 3);
  }

  @Test
  void anEnvelopeAfterAGapIsRefusedWithTheWatermark() {
    AStore store = aStore();
    ATerminal till = store.terminal("T1");
    store.accepts(till.sells("A", 1)).accepts(till.sells("A", 2)).accepts(till.sells("A", 4));
    store.delivers(store.envelope(0, 1)).statusCode(200);

    store
        .delivers(store.envelope(2, 3))
        .statusCode(409)
        .contentType("application/problem+json")
        .body("code", equalTo("stream-gap"))
        .body("watermark.position", equalTo(1))
        .body("watermark.hash", equalTo(store.watermarkAt(1).hash().toString()));

    assertSold(store, "A", "-1", 1);
  }

  @Test
  void anIncarnationNobodyKnowsStartsAtItsBeginning() {
    AStore store = aStore();
    ATerminal till = store.terminal("T1");
    store.accepts(till.sells("A", 1)).accepts(till.sells("A", 1));

    store
        .delivers(store.envelope(1, 2))
        .statusCode(409)
        .body("code", equalTo("stream-gap"))
        .body("watermark.position", equalTo(0))
        .body("watermark.hash", equalTo(Hash.START.toString()));
  }

  @Test
  void anotherHistoryUnderTheSameIncarnationIsAFork() {
    AStore store = aStore();
    ATerminal till = store.terminal("T1");
    ATerminal clone = till.cloned();
    store.accepts(till.sells("A", 1));
    store.delivers(store.everything()).statusCode(200);
    Watermark held = store.watermark();

    AStore other = aStore();
    other.seals = false;
    other.accepts(clone.sells("A", 9)).accepts(clone.sells("A", 9));
    byte[] forged =
        new String(other.everything(), StandardCharsets.UTF_8)
            .replace("\"stream\":\"" + other.id, "\"stream\":\"" + store.id)
            .replace(other.incarnation, store.incarnation)
            .getBytes(StandardCharsets.UTF_8);

    store
        .delivers(forged)
        .statusCode(200)
        .body("outcome", equalTo("FORK"))
        .body("watermark.position", equalTo(1))
        .body("watermark.hash", equalTo(held.hash().toString()));
    assertSold(store, "A", "-1", 1);
    assertThat(HeadOffice.status(store)).containsKey("forkSeenAt");
  }

  @Test
  void aForkBelowTheWatermarkIsNoDuplicate() {
    AStore store = aStore();
    ATerminal till = store.terminal("T1");
    ATerminal clone = till.cloned();
    store.accepts(till.sells("A", 1)).accepts(till.sells("A", 1));
    store.delivers(store.everything()).statusCode(200);
    String incarnation = store.incarnation;

    store.beginsANewIncarnation().accepts(clone.sells("A", 9));
    store.incarnation = incarnation;

    store.delivers(store.everything()).statusCode(200).body("outcome", equalTo("FORK"));
    assertSold(store, "A", "-2", 2);
  }

  @Test
  void anEmptyEnvelopeTellsTheStoreWhereItStands() {
    AStore store = aStore();

    store
        .delivers(store.body(ChainedBatch.after(Watermark.START, List.of(), 0)))
        .statusCode(200)
        .body("outcome", equalTo("DUPLICATE"))
        .body("watermark.position", equalTo(0));
  }

  @Test
  void theSameEnvelopeManyTimesAtOnceIsAppliedOnce() throws Exception {
    AStore store = aStore();
    ATerminal till = store.terminal("T1");
    for (int i = 0; i < 200; i++) {
      store.accepts(till.sells("A", 1));
    }
    byte[] envelope = store.everything();

    List<String> outcomes =
        atOnce(
            Collections.nCopies(
                8, () -> store.delivers(envelope).statusCode(200).extract().path("outcome")));

    assertThat(outcomes).containsOnlyOnce("APPLIED").contains("DUPLICATE").hasSize(8);
    assertSold(store, "A", "-200", 200);
  }

  @Test
  void storesDeliverAtOnceWithoutMinglingTheirStock() throws Exception {
    List<AStore> stores = List.of(aStore(), aStore(), aStore(), aStore());
    List<Callable<String>> deliveries = new ArrayList<>();
    for (AStore store : stores) {
      ATerminal till = store.terminal("T1");
      for (int i = 0; i < 100; i++) {
        store.accepts(till.sells("A", 2));
      }
      deliveries.add(
          () -> store.delivers(store.everything()).statusCode(200).extract().path("outcome"));
    }

    assertThat(atOnce(deliveries)).containsOnly("APPLIED");

    assertThat(stores).allSatisfy(store -> assertSold(store, "A", "-200", 100));
  }

  @Test
  void aNewIncarnationOffersTheSameDocumentsAndNothingDoubles() {
    AStore store = aStore();
    ATerminal till = store.terminal("T1");
    ATerminal.Made first = till.sells("A", 1);
    ATerminal.Made second = till.sells("A", 2);
    store.accepts(first).accepts(second);
    store.delivers(store.everything()).statusCode(200);

    store.beginsANewIncarnation().changesReferenceData(3).accepts(first).accepts(second);
    store.accepts(till.sells("A", 4));

    store.delivers(store.everything()).statusCode(200).body("outcome", equalTo("APPLIED"));
    store.delivers(store.everything()).statusCode(200).body("outcome", equalTo("DUPLICATE"));
    assertSold(store, "A", "-7", 3);
    assertThat(HeadOffice.status(store)).containsEntry("incarnation", store.incarnation);
  }

  @Test
  void anotherDocumentUnderATakenKeyIsKeptAside() {
    AStore store = aStore();
    ATerminal till = store.terminal("T1");
    ATerminal.Made shared = till.sells("A", 1);
    ATerminal clone = till.cloned();
    store.accepts(shared).accepts(till.sells("A", 2));
    store.delivers(store.everything()).statusCode(200);

    store.beginsANewIncarnation().accepts(shared);
    store.accepts(clone.sells("A", 50)).accepts(clone.sells("A", 60));

    store.delivers(store.everything()).statusCode(200).body("outcome", equalTo("APPLIED"));
    assertThat(HeadOffice.stock(store.id)).isEqualTo(Map.of("A", "-3"));
    assertThat(HeadOffice.status(store))
        .extractingByKey("documents")
        .isEqualTo(Map.of("made", 2, "own", 0, "parked", 0, "collisions", 2));

    store.beginsANewIncarnation().accepts(shared);
    store.delivers(store.everything()).statusCode(200);
    assertThat(HeadOffice.stock(store.id)).isEqualTo(Map.of("A", "-3"));
  }

  /** I14: what is settled later of such a document is no contradiction either. */
  @Test
  void decisionsOnWhatIsOnlyKeptAsideChangeNothing() {
    AStore store = aStore();
    ATerminal till = store.terminal("T1");
    ATerminal clone = till.cloned();
    store.accepts(till.sells("A", 1));
    store.delivers(store.everything()).statusCode(200);

    ATerminal.Made second = clone.sells("A", 60);
    store.beginsANewIncarnation().accepts(second);
    ATerminal.Made third = clone.sells("NEW", 70);
    ATerminal.Made fourth = clone.sells("NEW", 80);
    store.parks(third, "NEW").parks(fourth, "NEW");
    store.delivers(store.everything()).statusCode(200).body("outcome", equalTo("APPLIED"));
    store.releases(third.key(), new TreeMap<>(Map.of(0, true))).dismisses(fourth, "a test");

    store.delivers(store.everything()).statusCode(200).body("outcome", equalTo("APPLIED"));
    assertThat(HeadOffice.stock(store.id)).isEqualTo(Map.of("A", "-1"));
    assertThat(HeadOffice.status(store))
        .extractingByKey("documents")
        .isEqualTo(Map.of("made", 1, "own", 0, "parked", 0, "collisions", 3));
  }

  /** I14: a line that swallows bodies is the misfortune of its own store. */
  @Test
  void storesWhoseLinesStandStillInTheMiddleOfAnEnvelopeKeepNobodyOut() throws Exception {
    List<BrokenOffBody> stalled = new ArrayList<>();
    try {
      for (int i = 0; i < 4; i++) {
        AStore store = aStore();
        store.accepts(store.terminal("T1").sells("A", 1));
        stalled.add(
            BrokenOffBody.sent(
                RestAssured.port, "/sync/v1/facts", store.credential, store.everything()));
      }
      AStore other = aStore();
      other.accepts(other.terminal("T1").sells("A", 1));

      other.delivers(other.everything()).statusCode(200).body("outcome", equalTo("APPLIED"));
    } finally {
      for (BrokenOffBody each : stalled) {
        each.close();
      }
    }
  }

  private static List<String> atOnce(List<Callable<String>> tasks) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(tasks.size())) {
      List<String> results = new ArrayList<>();
      for (Future<String> result : threads.invokeAll(tasks)) {
        results.add(result.get());
      }
      return results;
    }
  }

  @Test
  void everyStreamOfTheStoreIsListedWithItsChain() {
    AStore store = aStore();
    ATerminal.Made first = store.terminal("T1").sells("A", 1);
    ATerminal.Made second = store.terminal("T2").sells("A", 1);
    store.accepts(first).accepts(second);
    store.delivers(store.everything()).statusCode(200);

    HeadOffice.admin()
        .get("/api/status")
        .then()
        .rootPath("stores.find { it.store == '" + store.id + "' }")
        .body("streams", hasSize(2))
        .body("streams.terminal", equalTo(List.of("T1", "T2")))
        .body("streams[1].epoch", equalTo(1))
        .body("streams[1].n", equalTo(1))
        .body("streams[1].hash", equalTo(second.hash().toString()));
  }
}
