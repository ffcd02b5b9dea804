package io.tillstream.headoffice;

import static io.tillstream.headoffice.AStore.aStore;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Line;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.document.Person;
import io.tillstream.protocol.stock.Booking;
import io.tillstream.protocol.stock.StockFold;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether head office's stock is what the documents say. */
abstract class StockSentences {

  /** What the other documents of a till say is not said by lines. */
  private static final List<DocumentType> OF_LINES_ALONE =
      DocumentType.madeAtTerminals().stream().filter(DocumentType::isVoidable).toList();

  private static final List<String> ITEMS =
      List.of("85123A", "85123a", "22423", "47566", "POST", "é", "Ω 1", "'", "a%b_c", "A/B 1");

  @Test
  void codesThatDifferInCaseAreTwoItems() {
    AStore store = aStore();
    ATerminal till = store.terminal("T1");
    store.accepts(till.sells("85123A", 1)).accepts(till.sells("85123a", 2));

    store.delivers(store.everything()).statusCode(200);

    assertThat(HeadOffice.stock(store.id)).isEqualTo(Map.of("85123A", "-1", "85123a", "-2"));
  }

  @Test
  void everyTypeMovesGoodsItsOwnWay() {
    AStore store = aStore();
    ATerminal till = store.terminal("T1");
    ATerminal back = store.terminal("STORE");
    store
        .accepts(back.makes(DocumentType.GOODS_RECEIPT, List.of(ATerminal.line("A", 100, true))))
        .accepts(till.makes(DocumentType.SALE, List.of(ATerminal.line("A", 10, true))))
        .accepts(till.makes(DocumentType.RETURN, List.of(ATerminal.line("A", 1, true))))
        .accepts(till.makes(DocumentType.WRITE_OFF, List.of(ATerminal.line("A", 5, true))))
        .accepts(
            till.makes(DocumentType.FINANCIAL_ADJUSTMENT, List.of(ATerminal.line("A", 7, null))))
        .accepts(
            till.makes(
                DocumentType.CUSTOMER,
                List.of(),
                next -> next.person(new Person("Zoë Baker", null, null))));

    store.delivers(store.everything()).statusCode(200);

    assertThat(HeadOffice.stock(store.id)).isEqualTo(Map.of("A", "86"));
    assertThat(HeadOffice.status(store))
        .containsEntry("documents", Map.of("made", 5, "own", 1, "parked", 0, "collisions", 0));
  }

  @Test
  void goodsAreWhereTheStoresDocumentsMovedThem() {
    AStore store = aStore();
    ATerminal till = store.terminal("T1");
    ATerminal back = store.terminal("STORE");
    String item = "ONLY-" + store.id;
    store
        .accepts(
            back.makes(
                DocumentType.GOODS_RECEIPT,
                goods(item, 100),
                next -> next.goods(null, Location.BACK_ROOM)))
        .accepts(
            back.makes(
                DocumentType.STOCK_MOVEMENT,
                goods(item, 30),
                next -> next.goods(Location.BACK_ROOM, Location.SHOP_FLOOR)))
        .accepts(till.sells(item, 4))
        .accepts(
            till.makes(DocumentType.RETURN, goods(item, 1), next -> next.goodsTo(Location.SCRAP)));

    store.delivers(store.everything()).statusCode(200);

    assertThat(HeadOffice.stock(store.id)).isEqualTo(Map.of(item, "26"));
    assertThat(HeadOffice.stock(store.id, "back-room")).isEqualTo(Map.of(item, "70"));
    HeadOffice.admin()
        .get("/api/stock/" + item)
        .then()
        .statusCode(200)
        .body("quantity", equalTo("26"))
        .body("locations.'back-room'", equalTo("70"))
        .body("stores.locations.'back-room'", contains("70"));
    HeadOffice.admin()
        .get("/api/stock?location=scrap&store=" + store.id)
        .then()
        .statusCode(400)
        .body("code", equalTo("invalid-parameter"));
  }

  private static List<Line> goods(String item, long units) {
    return List.of(ATerminal.line(item, units, true));
  }

  /** A movement that goes nowhere cannot be booked, and is not left out either. */
  @Test
  void aMovementThatDoesNotSayItsWayParksItsStore() {
    AStore store = aStore();
    ATerminal back = store.terminal("STORE");
    store.accepts(back.makes(DocumentType.STOCK_MOVEMENT, goods("A", 30)));

    store.delivers(store.everything()).statusCode(503);
  }

  /** I9: what a count found, and for which documents it was put right, is the store's to decide. */
  @Test
  void countsAndRestatementsAreBookedAsTheStoreDecidedThem() {
    AStore store = aStore();
    ATerminal till = store.terminal("T1");
    ATerminal back = store.terminal("STORE");
    store
        .accepts(back.makes(DocumentType.GOODS_RECEIPT, List.of(ATerminal.line("A", 10, true))))
        .accepts(back.counts(DocumentType.COUNT, "C1", "A", -2))
        .accepts(back.counts(DocumentType.COUNT_RESTATEMENT, "C1 T1/1/1", "A", 3))
        .accepts(till.makes(DocumentType.SALE, List.of(ATerminal.line("A", 3, true))));

    store.delivers(store.everything()).statusCode(200);

    assertThat(HeadOffice.stock(store.id)).isEqualTo(Map.of("A", "8"));
  }

  /**
   * I2: a store that was restored from a backup may make one again before it gets the first back.
   */
  @Test
  void aRestatementThatIsMadeAgainIsBookedOnceThoughAnEnvelopeLiesBetween() {
    AStore store = aStore();
    ATerminal back = store.terminal("STORE");
    store
        .accepts(back.counts(DocumentType.COUNT, "C1", "A", 8))
        .accepts(back.counts(DocumentType.COUNT_RESTATEMENT, "C1 T1/1/1", "A", 3))
        .accepts(back.counts(DocumentType.COUNT_RESTATEMENT, "C1 T1/1/1", "A", 3));
    store.delivers(store.everything()).statusCode(200);
    long delivered = store.head();
    store
        .accepts(back.counts(DocumentType.COUNT_RESTATEMENT, "C1 T1/1/1", "A", 3))
        .accepts(back.counts(DocumentType.COUNT_RESTATEMENT, "C1 T1/1/2", "A", 1));

    store.delivers(store.envelope(delivered, store.head())).statusCode(200);

    assertThat(HeadOffice.stock(store.id)).isEqualTo(Map.of("A", "12"));
  }

  /** I2, I7: it corrected a sale that was voided, and may book that it did so twice. */
  @Test
  void whatARestoredStoreTakesBackOfACorrectionAgainIsTakenBackOnce() {
    AStore store = aStore();
    ATerminal back = store.terminal("STORE");
    store.accepts(takesBack(back, "case 1-1 voided", 2));
    store.delivers(store.everything()).statusCode(200);
    long delivered = store.head();
    store
        .accepts(takesBack(back, "case 1-1 voided", 2))
        .accepts(takesBack(back, "case 1-2 voided", 1));

    store.delivers(store.envelope(delivered, store.head())).statusCode(200);

    assertThat(HeadOffice.stock(store.id)).isEqualTo(Map.of("A", "-3"));
  }

  private static ATerminal.Made takesBack(ATerminal back, String reference, int units) {
    return back.makes(
        DocumentType.STOCK_MOVEMENT,
        goods("A", units),
        next -> next.reference(reference).goods(Location.SHOP_FLOOR, Location.CUSTOMER));
  }

  /** I7: cut, repeated and overlapping as the network pleases, the fold stays the same. */
  @ParameterizedTest
  @ValueSource(longs = {1, 20261120, 424242, 7})
  void onHandIsTheFoldOverTheSameDocuments(long seed) {
    Random random = new Random(seed);
    AStore store = aStore();
    StockFold fold = new StockFold();
    int documents = trade(store, random, fold);

    deliverBadly(store, random);

    assertThat(HeadOffice.stock(store.id))
        .as("seed %d", seed)
        .isEqualTo(
            fold.at(Location.SHOP_FLOOR).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().toString())));
    assertThat(HeadOffice.status(store))
        .containsEntry(
            "documents", Map.of("made", documents, "own", 0, "parked", 0, "collisions", 0));
  }

  /** A few hundred documents on three tills; some wait for an item and are released later. */
  private static int trade(AStore store, Random random, StockFold fold) {
    List<ATerminal> tills =
        List.of(store.terminal("T1"), store.terminal("T2"), store.terminal("T3"));
    List<ATerminal.Made> waiting = new ArrayList<>();
    int documents = 0;
    while (documents < 300 || !waiting.isEmpty()) {
      if (!waiting.isEmpty() && (documents >= 300 || random.nextInt(4) == 0)) {
        ATerminal.Made released = waiting.remove(random.nextInt(waiting.size()));
        SortedMap<Integer, Boolean> decided = decisions(released);
        store.releases(released.document(), decided);
        fold.addAll(Booking.replay(released.document(), decided).movements());
        continue;
      }
      ATerminal.Made made = makes(tills.get(random.nextInt(tills.size())), random);
      documents++;
      SortedMap<Integer, Boolean> decided = decisions(made);
      if (!decided.isEmpty() && random.nextBoolean()) {
        store.parks(made, made.document().lines().get(decided.firstKey()).item());
        waiting.add(made);
      } else {
        store.accepts(made, decided);
        fold.addAll(Booking.replay(made.document(), decided).movements());
      }
      store.changesReferenceData(random.nextInt(3));
    }
    return documents;
  }

  private static ATerminal.Made makes(ATerminal till, Random random) {
    DocumentType type = OF_LINES_ALONE.get(random.nextInt(OF_LINES_ALONE.size()));
    List<Line> lines = new ArrayList<>();
    for (int i = random.nextInt(5); i >= 0; i--) {
      String item = ITEMS.get(random.nextInt(ITEMS.size()));
      lines.add(
          ATerminal.line(
              item, 1 + random.nextInt(9), random.nextInt(6) == 0 ? null : !item.equals("POST")));
    }
    Location elsewhere =
        type == DocumentType.RETURN && random.nextBoolean() ? Location.SCRAP : null;
    return till.makes(type, lines, next -> next.goodsTo(elsewhere));
  }

  /** What the store's catalogue says of the lines whose maker did not know the item. */
  private static SortedMap<Integer, Boolean> decisions(ATerminal.Made made) {
    SortedMap<Integer, Boolean> decided = new TreeMap<>();
    switch (made.document().type()) {
      case CUSTOMER,
          FINANCIAL_ADJUSTMENT,
          VOID,
          DAY_CLOSE,
          COUNT_MARK,
          COUNT,
          COUNT_RESTATEMENT,
          CASE_SETTLEMENT,
          PROMISE,
          PROMISE_END -> {}
      case SALE,
          RETURN,
          WRITE_OFF,
          GOODS_RECEIPT,
          STOCK_MOVEMENT,
          TRANSFER_DISPATCH,
          TRANSFER_RECEIPT,
          TRANSFER_DIFFERENCE -> {
        List<Line> lines = made.document().lines();
        for (int i = 0; i < lines.size(); i++) {
          if (lines.get(i).movesStock() == null) {
            decided.put(i, !lines.get(i).item().equals("POST"));
          }
        }
      }
    }
    return decided;
  }

  /** Delivers everything at last; on the way envelopes repeat, overlap and come too early. */
  private static void deliverBadly(AStore store, Random random) {
    long held = 0;
    while (held < store.head()) {
      long from = Math.max(0, held - random.nextInt(40));
      long to = Math.min(store.head(), from + 1 + random.nextInt(80));
      store.delivers(store.envelope(from, to)).statusCode(200);
      held = Math.max(held, to);
      if (random.nextInt(5) == 0 && held + 2 < store.head()) {
        store.delivers(store.envelope(held + 1, held + 2)).statusCode(409);
      }
    }
  }
}
