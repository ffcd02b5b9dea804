package io.tillstream.protocol.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.document.CountDetails;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Line;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.document.Transfer;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.till.ATill;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Random weeks of trade at three tills, delivered in any order, with repeats: sales, returns,
 * voids, write-offs, movements, transfers, and what counts and their restatements book.
 */
class StockPropertyTest {

  private static final int HISTORIES = 2_000;
  private static final int HISTORIES_IN_ANY_ORDER = 20_000;
  private static final int ORDERS = 4;
  private static final Transfer TRANSFER = new Transfer("S1-T-000088", new StoreId("S2"), null);
  private static final List<String> ITEMS = List.of("A", "a", "B", "POST");

  /** The catalogue of the store, for items that a till did not know. */
  private static final Booking.Items CATALOGUE = item -> Optional.of(!item.equals("POST"));

  @Test
  void orderAndRepetitionOfReceiptsNeverChangeTheStock() {
    Set<DocumentType> seen = EnumSet.noneOf(DocumentType.class);
    for (long seed = 0; seed < HISTORIES_IN_ANY_ORDER; seed++) {
      Random random = new Random(seed);
      List<Document> week = week(random);
      week.forEach(document -> seen.add(document.type()));
      Map<Location, Map<String, Quantity>> expected = byArithmetic(week);
      for (int order = 0; order < ORDERS; order++) {
        List<Document> delivered = new ArrayList<>(week);
        for (int repeats = random.nextInt(week.size()); repeats > 0; repeats--) {
          delivered.add(week.get(random.nextInt(week.size())));
        }
        Collections.shuffle(delivered, random);

        assertThat(contents(fold(delivered))).as("I7, seed %d", seed).isEqualTo(expected);
      }
    }
    assertThat(seen).as("every type had its turn").containsExactlyInAnyOrder(DocumentType.values());
  }

  @Test
  void allLocationsTogetherAlwaysHoldNothing() {
    for (long seed = 0; seed < HISTORIES; seed++) {
      StockFold fold = new StockFold();
      for (Document document : week(new Random(seed))) {
        fold.addAll(book(document).movements());
        for (String item : ITEMS) {
          long everywhere = 0;
          for (Location location : Location.values()) {
            everywhere += fold.at(location).getOrDefault(item, Quantity.ZERO).thousandths();
          }
          assertThat(everywhere).as("I8, seed %d, item %s", seed, item).isZero();
        }
      }
    }
  }

  @Test
  void headOfficeReplaysEveryBookingAlike() {
    for (long seed = 0; seed < HISTORIES; seed++) {
      for (Document document : week(new Random(seed))) {
        Booking.Booked booked = book(document);

        assertThat(Booking.replay(document, booked.resolved()))
            .as("seed %d, %s", seed, document.key())
            .isEqualTo(booked);
      }
    }
  }

  private static StockFold fold(List<Document> documents) {
    StockFold fold = new StockFold();
    documents.forEach(document -> fold.addAll(book(document).movements()));
    return fold;
  }

  private static Booking.Booked book(Document document) {
    return (Booking.Booked) Booking.of(document, CATALOGUE);
  }

  private static Map<Location, Map<String, Quantity>> contents(StockFold fold) {
    Map<Location, Map<String, Quantity>> contents = new HashMap<>();
    for (Location location : Location.values()) {
      if (!fold.at(location).isEmpty()) {
        contents.put(location, fold.at(location));
      }
    }
    return contents;
  }

  /** The same by hand, without a booking, a movement or a fold. */
  private static Map<Location, Map<String, Quantity>> byArithmetic(List<Document> week) {
    Map<Location, Map<String, Quantity>> expected = new HashMap<>();
    for (Document document : week) {
      if (document.count() != null) {
        for (CountDetails.CountLine line : document.count().lines()) {
          Location at = document.count().location();
          move(expected, Location.ADJUSTMENT, at, line.item(), line.varianceThousandths());
        }
      }
      for (Line line : document.lines()) {
        if (line.movesStock() == null ? line.item().equals("POST") : !line.movesStock()) {
          continue;
        }
        long quantity = line.quantityThousandths();
        boolean voided = document.voids() != null;
        quantity = voided ? -quantity : quantity;
        switch (voided ? document.voids().type() : document.type()) {
          case SALE ->
              move(expected, Location.SHOP_FLOOR, Location.CUSTOMER, line.item(), quantity);
          case RETURN ->
              move(
                  expected,
                  Location.CUSTOMER,
                  document.goodsTo() == null ? Location.SHOP_FLOOR : Location.SCRAP,
                  line.item(),
                  quantity);
          case WRITE_OFF ->
              move(expected, Location.SHOP_FLOOR, Location.ADJUSTMENT, line.item(), quantity);
          case GOODS_RECEIPT ->
              move(
                  expected,
                  Location.SUPPLIER,
                  document.to() == null ? Location.SHOP_FLOOR : document.to(),
                  line.item(),
                  quantity);
          case STOCK_MOVEMENT, TRANSFER_DISPATCH, TRANSFER_RECEIPT, TRANSFER_DIFFERENCE ->
              move(expected, document.from(), document.to(), line.item(), quantity);
          case FINANCIAL_ADJUSTMENT,
              CUSTOMER,
              VOID,
              DAY_CLOSE,
              COUNT_MARK,
              COUNT,
              COUNT_RESTATEMENT,
              CASE_SETTLEMENT,
              PROMISE,
              PROMISE_END -> {}
        }
      }
    }
    return expected;
  }

  private static void move(
      Map<Location, Map<String, Quantity>> stock,
      Location from,
      Location to,
      String item,
      long thousandths) {
    stock
        .computeIfAbsent(from, l -> new HashMap<>())
        .merge(item, new Quantity(-thousandths), Quantity::plus);
    stock
        .computeIfAbsent(to, l -> new HashMap<>())
        .merge(item, new Quantity(thousandths), Quantity::plus);
  }

  private static List<Document> week(Random random) {
    List<ATill> tills =
        List.of(ATill.of("S1", "T1"), ATill.of("S1", "T2"), ATill.of("S1", "STORE"));
    List<Document> week = new ArrayList<>();
    for (int documents = 1 + random.nextInt(12); documents > 0; documents--) {
      DocumentType[] types = DocumentType.values();
      Line[] lines = new Line[random.nextInt(5)];
      for (int i = 0; i < lines.length; i++) {
        lines[i] = line(random);
      }
      ATill till = tills.get(random.nextInt(tills.size()));
      Document made = document(random, till, types[random.nextInt(types.length)], lines);
      week.add(made);
      if (made.type().isVoidable() && random.nextInt(4) == 0) {
        week.add(till.voids(made));
      }
    }
    return week;
  }

  private static Document document(Random random, ATill till, DocumentType type, Line[] lines) {
    boolean elsewhere = random.nextBoolean();
    Location place = elsewhere ? Location.BACK_ROOM : Location.SHOP_FLOOR;
    return switch (type) {
      case RETURN -> elsewhere ? till.returnsToScrap(lines) : till.makes(type, lines);
      case GOODS_RECEIPT -> elsewhere ? till.receives(place, lines) : till.makes(type, lines);
      case STOCK_MOVEMENT -> {
        Location[] places = Location.values();
        Route way;
        do {
          way = new Route(places[random.nextInt(7)], places[random.nextInt(7)]);
        } while (!way.isOfAStockMovement());
        yield till.moves(way.from(), way.to(), lines);
      }
      case TRANSFER_DISPATCH -> till.transfers(type, place, Location.IN_TRANSIT, TRANSFER, lines);
      case TRANSFER_RECEIPT -> till.transfers(type, Location.IN_TRANSIT, place, TRANSFER, lines);
      case TRANSFER_DIFFERENCE ->
          elsewhere
              ? till.transfers(type, Location.IN_TRANSIT, Location.ADJUSTMENT, TRANSFER, lines)
              : till.transfers(type, Location.ADJUSTMENT, Location.IN_TRANSIT, TRANSFER, lines);
      case SALE,
          WRITE_OFF,
          FINANCIAL_ADJUSTMENT,
          CUSTOMER,
          VOID,
          DAY_CLOSE,
          COUNT_MARK,
          CASE_SETTLEMENT,
          PROMISE,
          PROMISE_END ->
          till.makes(type, lines);
      case COUNT, COUNT_RESTATEMENT -> till.counts(type, place, variances(random));
    };
  }

  private static CountDetails.CountLine[] variances(Random random) {
    return ITEMS.stream()
        .filter(item -> random.nextBoolean())
        .map(item -> new CountDetails.CountLine(item, null, random.nextBoolean() ? -500 : 1_250))
        .toArray(CountDetails.CountLine[]::new);
  }

  private static Line line(Random random) {
    String item = ITEMS.get(random.nextInt(ITEMS.size()));
    long units = 1L + random.nextInt(20);
    if (random.nextInt(4) == 0) {
      return ATill.unknown(item, units);
    }
    return item.equals("POST") ? ATill.service(item, units) : ATill.goods(item, units);
  }
}
