package io.tillstream.protocol.transfer;

import static io.tillstream.protocol.till.ATill.goods;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Line;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.document.Transfer;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.stock.Booking;
import io.tillstream.protocol.stock.StockFold;
import io.tillstream.protocol.till.ATill;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Random transfers between two stores, heard of in any order, with repeats. */
class TransferPropertyTest {

  private static final int TRANSFERS = 2_000;
  private static final List<String> ITEMS = List.of("A", "B", "C");

  @Test
  void orderAndRepetitionOfItsDocumentsNeverChangeHowATransferStands() {
    for (long seed = 0; seed < TRANSFERS; seed++) {
      Random random = new Random(seed);
      List<Document> documents = new History(random).documents;
      List<Document> delivered = new ArrayList<>(documents);
      delivered.addAll(documents.subList(0, random.nextInt(documents.size())));
      Collections.shuffle(delivered, random);

      assertThat(contents(fold(delivered)))
          .as("I7, seed %d", seed)
          .isEqualTo(contents(fold(documents)));
      assertThat(balances(delivered)).as("seed %d", seed).isEqualTo(balances(documents));
    }
  }

  @Test
  void whatIsInTransitIsWhatTheStockSaysAndAllLocationsTogetherHoldNothing() {
    for (long seed = 0; seed < TRANSFERS; seed++) {
      List<Document> known = new ArrayList<>();
      for (Document document : new History(new Random(seed)).documents) {
        known.add(document);
        StockFold fold = fold(known);
        for (String item : ITEMS) {
          Quantity everywhere = Quantity.ZERO;
          for (Location location : Location.values()) {
            everywhere = everywhere.plus(fold.at(location).getOrDefault(item, Quantity.ZERO));
          }
          assertThat(everywhere).as("I8, seed %d, item %s", seed, item).isEqualTo(Quantity.ZERO);
          assertThat(balances(known).getOrDefault(item, Balance.NOTHING).inTransit())
              .as("seed %d, item %s", seed, item)
              .isEqualTo(
                  fold.at(Location.IN_TRANSIT).getOrDefault(item, Quantity.ZERO).thousandths());
        }
      }
    }
  }

  @Test
  void aClosedTransferLeavesNothingInTransitAndAnOpenOneDoes() {
    int closed = 0;
    for (long seed = 0; seed < TRANSFERS; seed++) {
      List<Document> known = new ArrayList<>();
      for (Document document : new History(new Random(seed)).documents) {
        known.add(document);
        boolean isEmpty =
            fold(known).at(Location.IN_TRANSIT).values().stream().allMatch(Quantity.ZERO::equals);
        for (boolean isReceivedWhole : new boolean[] {false, true}) {
          assertThat(TransferState.of(balances(known).values(), isReceivedWhole))
              .as("I8, seed %d, received as a whole: %s", seed, isReceivedWhole)
              .matches(state -> isEmpty == (state == TransferState.CLOSED));
        }
        closed += isEmpty ? 1 : 0;
      }
    }
    assertThat(closed).as("some are closed before their last document").isGreaterThan(TRANSFERS);
  }

  /** One transfer, settled at the end; and some trade beside it. */
  private static final class History {

    private static final String ID = "S1-T-000088";

    private final Random random;
    private final ATill from = ATill.of("S1", "STORE");
    private final ATill to = ATill.of("S2", "STORE");
    private final ATill till = ATill.of("S2", "T1");
    private final List<Document> documents = new ArrayList<>();
    private final Map<String, Long> onTheWay = new TreeMap<>();

    History(Random random) {
      this.random = random;
      for (int loads = 1 + random.nextInt(2); loads > 0; loads--) {
        dispatch();
      }
      for (int parts = random.nextInt(4); parts > 0; parts--) {
        receive();
      }
      settle();
      documents.add(till.sells(goods("A", 1))); // of no transfer, and after its end
    }

    private void dispatch() {
      for (String item : ITEMS) {
        long units = 1L + random.nextInt(20);
        add(from, DocumentType.TRANSFER_DISPATCH, place(), Location.IN_TRANSIT, item, units);
        onTheWay.merge(item, units, Long::sum);
      }
    }

    private void receive() {
      for (String item : ITEMS) {
        long units = random.nextInt(12);
        if (units > 0) {
          add(to, DocumentType.TRANSFER_RECEIPT, Location.IN_TRANSIT, place(), item, units);
          onTheWay.merge(item, -units, Long::sum);
        }
      }
      Document unfit = till.returnsToScrap(goods("A", 1));
      documents.add(unfit);
      if (random.nextBoolean()) {
        documents.add(till.voids(unfit));
      }
    }

    private void settle() {
      onTheWay.forEach(
          (item, units) -> {
            Location wayOut = units > 0 ? Location.IN_TRANSIT : Location.ADJUSTMENT;
            Location wayIn = units > 0 ? Location.ADJUSTMENT : Location.IN_TRANSIT;
            if (units != 0) {
              ATill store = random.nextBoolean() ? from : to;
              add(store, DocumentType.TRANSFER_DIFFERENCE, wayOut, wayIn, item, Math.abs(units));
            }
          });
    }

    private Location place() {
      return random.nextBoolean() ? Location.SHOP_FLOOR : Location.BACK_ROOM;
    }

    private void add(
        ATill store, DocumentType type, Location from, Location to, String item, long units) {
      Line[] lines = {goods(item, units)};
      Transfer transfer = new Transfer(ID, new StoreId(store == this.from ? "S2" : "S1"), null);
      documents.add(store.transfers(type, from, to, transfer, lines));
    }
  }

  private static StockFold fold(List<Document> documents) {
    StockFold fold = new StockFold();
    documents.forEach(
        document ->
            fold.addAll(
                ((Booking.Booked) Booking.of(document, item -> Optional.empty())).movements()));
    return fold;
  }

  private static Map<Location, Map<String, Quantity>> contents(StockFold fold) {
    Map<Location, Map<String, Quantity>> contents = new HashMap<>();
    for (Location location : Location.values()) {
      contents.put(location, fold.at(location));
    }
    return contents;
  }

  /** As a tier adds them up, which takes in each document once. */
  private static Map<String, Balance> balances(List<Document> documents) {
    Map<String, Balance> balances = new TreeMap<>();
    documents.stream()
        .distinct()
        .filter(document -> document.type().isOfATransfer())
        .forEach(
            document ->
                Balance.of(document)
                    .forEach((item, balance) -> balances.merge(item, balance, Balance::plus)));
    return balances;
  }
}
