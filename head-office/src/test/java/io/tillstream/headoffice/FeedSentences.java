package io.tillstream.headoffice;

import static io.tillstream.headoffice.AJob.aJob;
import static io.tillstream.headoffice.AJob.aJobUpToDate;
import static io.tillstream.headoffice.AStore.aStore;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.protocol.wire.FactRecord;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What replication jobs are told, and in which order. */
abstract class FeedSentences {

  private static final SortedMap<Integer, Boolean> MOVES = new TreeMap<>(Map.of(0, true));

  @Inject DataSource dataSource;

  @Test
  void aJobIsToldEveryFactVerbatimInTheOrderOfTheStore() {
    AJob job = aJobUpToDate();
    AStore store = aStore();
    ATerminal till = store.terminal("T1");
    ATerminal.Made sale = till.sells("A", 1);
    ATerminal.Made open = till.sellsUnknown("NEW", 2);
    ATerminal.Made other = till.sellsUnknown("ODD", 2);
    ATerminal.Made list = till.makes("[1, 2]");
    ATerminal.Made garbled = till.makes("{\u0000\"\u00ff,");
    store.changesReferenceData(3).accepts(sale, new TreeMap<>()).parks(open, "NEW");
    store.parks(other, "ODD").findsUnreadable(list).findsNoJson(garbled);
    store.delivers(store.everything()).statusCode(200);
    long delivered = store.head();
    store.releases(open.key(), MOVES).dismisses(other, "no such thing");
    store.delivers(store.envelope(delivered, store.head())).statusCode(200);

    List<String> facts = job.readsOf(store, 1000);

    assertThat(facts).hasSize(7);
    assertThat(documentOf(facts.get(0))).isEqualTo(sale.bytes());
    assertFact(facts.get(0), store, 4, 1, "document", "ACCEPTED", null);
    assertFact(facts.get(1), store, 5, 2, "document", "PARKED", "unknown-item");
    assertThat(AJob.tree(facts.get(1)).get("detail").asText()).isEqualTo("NEW");
    assertFact(facts.get(2), store, 6, 3, "document", "PARKED", "unknown-item");
    assertFact(facts.get(3), store, 7, 4, "document", "PARKED", "unreadable");
    assertThat(documentOf(facts.get(3))).isEqualTo(list.bytes());
    assertFact(facts.get(4), store, 8, 5, "document", "PARKED", "unreadable");
    assertThat(AJob.tree(facts.get(4)).get("bytes").asText())
        .isEqualTo(Base64.getEncoder().encodeToString(garbled.bytes()));
    assertFact(facts.get(5), store, 9, 2, "release", null, null);
    assertThat(AJob.tree(facts.get(5)).get("resolved").toString()).isEqualTo("{\"0\":true}");
    assertFact(facts.get(6), store, 10, 3, "dismissal", null, null);
    assertThat(AJob.tree(facts.get(6)).get("detail").asText()).isEqualTo("no such thing");
    assertThat(facts.stream().map(fact -> AJob.tree(fact).get("position").asLong()).distinct())
        .hasSize(2);
  }

  private static byte[] documentOf(String fact) {
    return FactRecord.documentBytes(fact.getBytes(StandardCharsets.UTF_8));
  }

  private static void assertFact(
      String line, AStore store, long seq, long n, String kind, String verdict, String reason) {
    JsonNode fact = AJob.tree(line);
    assertThat(fact.get("store").asText()).isEqualTo(store.id.value());
    assertThat(fact.get("ordinal").asInt()).isEqualTo(1);
    assertThat(fact.get("seq").asLong()).isEqualTo(seq);
    assertThat(fact.get("terminal").asText()).isEqualTo("T1");
    assertThat(fact.get("epoch").asInt()).isEqualTo(1);
    assertThat(fact.get("n").asLong()).isEqualTo(n);
    assertThat(fact.get("kind").asText()).isEqualTo(kind);
    assertThat(fact.path("verdict").asText(null)).isEqualTo(verdict);
    assertThat(fact.path("reason").asText(null)).isEqualTo(reason);
  }

  @Test
  void whatIsHeldAlreadyIsNotToldAgain() {
    AStore store = aStore();
    ATerminal till = store.terminal("T1");
    store.accepts(till.sells("A", 1));
    ATerminal.Made open = till.sellsUnknown("NEW", 2);
    store.parks(open, "NEW");
    store.delivers(store.everything()).statusCode(200);
    AJob job = aJobUpToDate();

    store.delivers(store.everything()).statusCode(200).body("outcome", equalTo("DUPLICATE"));
    store.delivers(store.greeting()).statusCode(200);
    assertThat(job.page(10).facts()).isEmpty();

    // Another life of its log says the same again, and one thing that is new.
    ATerminal again = store.terminal("T1");
    store.beginsANewIncarnation().accepts(again.sells("A", 1)).accepts(open, MOVES);
    store.delivers(store.everything()).statusCode(200).body("outcome", equalTo("APPLIED"));

    List<String> facts = job.readsOf(store, 10);
    assertThat(facts).hasSize(1);
    JsonNode release = AJob.tree(facts.getFirst());
    assertThat(release.get("kind").asText()).isEqualTo("release");
    assertThat(release.get("ordinal").asInt()).isEqualTo(2);
    assertThat(release.get("n").asLong()).isEqualTo(2);
  }

  @Test
  void anotherDocumentUnderATakenKeyIsToldAsAFork() {
    AJob job = aJobUpToDate();
    AStore store = aStore();
    ATerminal till = store.terminal("T1");
    ATerminal.Made shared = till.sells("A", 1);
    ATerminal clone = till.cloned();
    store.accepts(shared).accepts(till.sells("A", 2));
    store.delivers(store.everything()).statusCode(200);
    ATerminal.Made other = clone.sells("A", 50);
    store.beginsANewIncarnation().accepts(shared).accepts(other);
    store.delivers(store.everything()).statusCode(200);

    List<String> facts = job.readsOf(store, 10);

    assertThat(facts).hasSize(3);
    assertThat(AJob.tree(facts.get(2)).get("reason").asText()).isEqualTo("fork");
    assertThat(documentOf(facts.get(2))).isEqualTo(other.bytes());
  }

  /** A fact is what it was when it came in, whenever it is read. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void aJobThatReadsLateReadsWhatOneThatReadEarlyHasRead(long seed) {
    Random random = new Random(seed);
    AJob early = aJobUpToDate();
    AJob late = aJob();
    late.cursor = early.cursor;
    AStore store = aStore();
    List<String> readEarly = new ArrayList<>();
    for (int life = 0; life < 3; life++) {
      ATerminal till = store.terminal("T1");
      ATerminal copy = till;
      ATerminal broken = store.terminal("T9");
      List<ATerminal.Made> waiting = new ArrayList<>();
      long delivered = 0;
      for (int i = 0; i < 30; i++) {
        ATerminal by = random.nextInt(12) == 0 ? copy : till;
        copy = random.nextInt(6) == 0 ? till.cloned() : copy;
        if (random.nextInt(6) == 0) {
          store.findsUnreadable(broken.makes("{\"odd\":true}"));
        } else {
          tell(store, by, waiting, random);
        }
        if (random.nextInt(4) == 0) {
          store.delivers(store.envelope(delivered, store.head()));
          delivered = store.head();
          readEarly.addAll(early.readsOf(store, 1 + random.nextInt(5)));
        }
      }
      store.delivers(store.envelope(delivered, store.head()));
      readEarly.addAll(early.readsOf(store, 7));
      store.beginsANewIncarnation();
    }

    assertThat(readEarly).as("seed %d", seed).isNotEmpty();
    assertThat(late.readsOf(store, 1 + random.nextInt(40)))
        .as("seed %d", seed)
        .isEqualTo(readEarly);
  }

  private static void tell(
      AStore store, ATerminal till, List<ATerminal.Made> waiting, Random random) {
    switch (random.nextInt(5)) {
      case 0 -> {
        ATerminal.Made open = till.sellsUnknown("NEW", 1);
        store.parks(open, "NEW");
        waiting.add(open);
      }
      case 1 -> {
        if (!waiting.isEmpty()) {
          store.releases(waiting.getFirst().key(), MOVES);
        }
      }
      case 2 -> {
        if (!waiting.isEmpty()) {
          store.dismisses(waiting.removeFirst(), "because");
        }
      }
      default -> store.accepts(till.sells("A", 1));
    }
  }

  @Test
  void aPageHoldsWholeEnvelopes() {
    AJob job = aJobUpToDate();
    AStore store = aStore();
    ATerminal till = store.terminal("T1");
    store.accepts(till.sells("A", 1)).accepts(till.sells("A", 2)).accepts(till.sells("A", 3));
    store.delivers(store.everything()).statusCode(200);
    store.accepts(till.sells("A", 4));
    store.delivers(store.envelope(3, 4)).statusCode(200);

    AJob.Page first = job.page(1);
    AJob.Page second = job.page(1);
    AJob.Page third = job.page(1);

    assertThat(first.facts()).hasSize(3);
    assertThat(first.header().get("facts").asInt()).isEqualTo(3);
    assertThat(second.facts()).hasSize(1);
    assertThat(second.header().get("position")).isEqualTo(second.header().get("head"));
    assertThat(third.facts()).isEmpty();
    assertThat(third.header().get("next")).isEqualTo(second.header().get("next"));
  }

  @Test
  void theSameCursorIsAlwaysAnsweredWithTheSame() {
    AJob job = aJobUpToDate();
    String before = job.cursor;
    AStore store = aStore();
    store.accepts(store.terminal("T1").sells("A", 1));
    store.delivers(store.everything()).statusCode(200);

    List<String> once = job.readsOf(store, 5);
    job.cursor = before;

    assertThat(job.readsOf(store, 5)).isEqualTo(once).hasSize(1);
  }

  @Test
  void storesThatDeliverAtOnceAreToldEachInItsOrderAndNothingIsMissed() throws Exception {
    AJob job = aJobUpToDate();
    AJob late = aJob();
    late.cursor = job.cursor;
    List<AStore> stores = List.of(aStore(), aStore(), aStore(), aStore());
    List<String> told = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(stores.size())) {
      List<Future<?>> working = new ArrayList<>();
      for (AStore store : stores) {
        working.add(threads.submit(() -> sellsAndDelivers(store, 40)));
      }
      while (working.stream().anyMatch(each -> !each.isDone())) {
        told.addAll(job.reads(3));
      }
      for (Future<?> each : working) {
        each.get();
      }
    }
    told.addAll(job.reads(3));

    assertThat(told).hasSize(4 * 40).isEqualTo(late.reads(10_000));
    for (AStore store : stores) {
      assertThat(
              told.stream()
                  .map(AJob::tree)
                  .filter(fact -> fact.get("store").asText().equals(store.id.value()))
                  .map(fact -> fact.get("n").asLong()))
          .isSorted()
          .hasSize(40);
    }
  }

  private static void sellsAndDelivers(AStore store, int sales) {
    ATerminal till = store.terminal("T1");
    for (int i = 0; i < sales; i++) {
      store.accepts(till.sells("A", 1));
      store.delivers(store.envelope(i, i + 1)).statusCode(200);
    }
  }

  /** The books went back: a cursor from before names what is there, a later one does not. */
  @Test
  void aCursorOfBooksThatWerePutBackIsRefusedAndAnOlderOneGoesOn() throws SQLException {
    AJob job = aJobUpToDate();
    AStore store = aStore();
    ATerminal till = store.terminal("T1");
    store.accepts(till.sells("A", 1));
    store.delivers(store.everything()).statusCode(200);
    job.reads(10);
    String ofTheBackup = job.cursor;
    ATerminal.Made lost = till.sells("A", 2);
    store.accepts(lost);
    store.delivers(store.envelope(1, 2)).statusCode(200);
    job.reads(10);
    String afterTheBackup = job.cursor;

    ABackup.putBack(dataSource, store, 1);
    refused(job, afterTheBackup, "put back to a backup");
    // Other things come in at the same positions, and the store sends again what was lost.
    AStore other = aStore();
    other.accepts(other.terminal("T1").sells("B", 1));
    other.delivers(other.everything()).statusCode(200);
    store.delivers(store.envelope(1, 2)).statusCode(200).body("outcome", equalTo("APPLIED"));

    refused(job, afterTheBackup, "put back to a backup");
    job.cursor = ofTheBackup;
    assertThat(job.reads(10)).hasSize(2);
  }

  private static void refused(AJob job, String cursor, String why) {
    job.asks(cursor, 10)
        .statusCode(409)
        .body("code", equalTo("cursor-refused"))
        .body("detail", containsString(why));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1", "abc", "-1.x", "1.", "01.a", "99999999999999999999.a", "1.a b"})
  void whatIsNoCursorIsSaidToBeNone(String cursor) {
    aJob().asks(cursor, 10).statusCode(400).body("code", equalTo("invalid-parameter"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "10001", "x"})
  void aLimitIsAWholeNumberWithinBounds(String limit) {
    aJob()
        .asks(null, limit)
        .statusCode(400)
        .body("code", equalTo("invalid-parameter"))
        .body("errors[0].field", equalTo("limit"));
  }

  @Test
  void aCursorBeyondEverythingIsRefused() {
    refused(aJob(), "999999999999.0c1cf4a2-6a3c-4d53-9f5e-6d6f1c6f0a11", "999999999999");
  }
}
