package io.tillstream.protocol.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.money.Quantity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Random weeks of trade and counting, told to the books in any order, with repeats (I9). */
class CountedStockPropertyTest {

  private static final int HISTORIES = 20_000;
  private static final int ORDERS = 4;

  @Test
  void booksSayWhatStandsThereHoweverLateDocumentsArrive() {
    for (long seed = 0; seed < HISTORIES; seed++) {
      Random random = new Random(seed);
      CountedHistory history = new CountedHistory(random);
      for (int order = 0; order < ORDERS; order++) {
        IncrementalBooks books = new IncrementalBooks();
        CountedStockFold fold = new CountedStockFold();
        for (CountedHistory.Event event : delivered(history, random)) {
          books.take(event);
          take(fold, event);
        }

        assertThat(books.onHand()).as("I9, seed %d", seed).isEqualTo(history.truth());
        assertThat(onHand(fold)).as("I9, seed %d", seed).isEqualTo(history.truth());
      }
    }
  }

  @Test
  void booksAgreeWithTheFoldOfWhatHasComeSoFar() {
    for (long seed = 0; seed < HISTORIES / 20; seed++) {
      Random random = new Random(seed);
      CountedHistory history = new CountedHistory(random);
      IncrementalBooks books = new IncrementalBooks();
      CountedStockFold fold = new CountedStockFold();
      for (CountedHistory.Event event : delivered(history, random)) {
        books.take(event);
        take(fold, event);

        assertThat(books.onHand()).as("seed %d, after %s", seed, event).isEqualTo(onHand(fold));
      }
    }
  }

  /** The common method: what a count once found too much or too little stays booked as it is. */
  @Test
  void aVarianceThatIsNeverRestatedIsWrongAsSoonAsDocumentsComeLate() {
    int late = 0;
    int wrong = 0;
    for (long seed = 0; seed < HISTORIES / 20; seed++) {
      Random random = new Random(seed);
      CountedHistory history = new CountedHistory(random);
      Fixed books = new Fixed();
      delivered(history, random).forEach(books::take);
      late += books.hadLate ? 1 : 0;
      wrong += books.onHand().equals(history.truth()) ? 0 : 1;
    }

    assertThat(late).isGreaterThan(200);
    assertThat(wrong).isGreaterThan(late / 2); // a later count has put the others right
  }

  private static final class Fixed extends IncrementalBooks {

    private boolean hadLate;

    @Override
    List<Restatement> late(CountedHistory.Arrives document, List<StockCount> posted) {
      hadLate |= !super.late(document, posted).isEmpty();
      return List.of();
    }
  }

  /**
   * In any order, but that counts follow each other, and what is found inside a count is found when
   * both are there.
   */
  private static List<CountedHistory.Event> delivered(CountedHistory history, Random random) {
    List<CountedHistory.Event> delivered = new ArrayList<>();
    List<CountedHistory.Event> counts = new ArrayList<>();
    List<CountedHistory.FoundInside> found = new ArrayList<>();
    for (CountedHistory.Event event : history.events()) {
      switch (event) {
        case CountedHistory.Posted posted -> counts.add(posted);
        case CountedHistory.FoundInside inside -> found.add(inside);
        case CountedHistory.Arrives document -> {
          delivered.add(document);
          if (random.nextInt(3) == 0) {
            delivered.add(document);
          }
        }
      }
    }
    Collections.shuffle(delivered, random);
    int at = 0;
    for (CountedHistory.Event count : counts) {
      at += random.nextInt(delivered.size() - at + 1);
      delivered.add(at++, count);
      if (random.nextInt(4) == 0) {
        delivered.add(delivered.size(), count);
      }
    }
    for (CountedHistory.FoundInside inside : found) {
      int known =
          Math.max(
              delivered.indexOf(new CountedHistory.Posted(inside.count())),
              delivered.indexOf(inside.document()));
      delivered.add(known + 1 + random.nextInt(delivered.size() - known), inside);
      delivered.add(inside);
    }
    return delivered;
  }

  private static void take(CountedStockFold fold, CountedHistory.Event event) {
    switch (event) {
      case CountedHistory.Arrives document -> document.movements().forEach(fold::add);
      case CountedHistory.Posted(StockCount count) -> fold.add(count);
      case CountedHistory.FoundInside(StockCount count, CountedHistory.Arrives document) ->
          fold.settleInside(count.id(), document.document());
    }
  }

  private static Map<String, Quantity> onHand(CountedStockFold fold) {
    Map<String, Quantity> all = new TreeMap<>();
    CountedHistory.ITEMS.forEach(item -> all.put(item, fold.onHand(item, CountedHistory.SHELF)));
    return all;
  }
}
