package io.tillstream.protocol.stock;

import static io.tillstream.protocol.till.ATill.goods;
import static io.tillstream.protocol.till.ATill.service;
import static io.tillstream.protocol.till.ATill.unknown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.till.ATill;
import io.tillstream.protocol.verdict.ParkedReason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BookingTest {

  private static final Booking.Items NOTHING_KNOWN = item -> Optional.empty();

  private final ATill till = ATill.ofTheShop();

  @ParameterizedTest(name = "goods of a {0} go from {1} to {2}")
  @CsvSource({
    "sale, shop-floor, customer",
    "return, customer, shop-floor",
    "write-off, shop-floor, adjustment",
    "goods-receipt, supplier, shop-floor",
    "stock-movement, shop-floor, back-room",
    "transfer-dispatch, shop-floor, in-transit",
    "transfer-receipt, in-transit, shop-floor",
    "transfer-difference, in-transit, adjustment"
  })
  void eachTypeHasItsRoute(String type, String from, String to) {
    Document document = till.makes(DocumentType.of(type), goods("A", 3));

    assertThat(booked(document, NOTHING_KNOWN).movements())
        .containsExactly(
            new Movement(
                document.key(), 0, Location.of(from), Location.of(to), "A", Quantity.ofUnits(3)));
  }

  @ParameterizedTest(name = "a void takes the goods of a {0} from {1} to {2}")
  @CsvSource({
    "sale, customer, shop-floor",
    "return, shop-floor, customer",
    "write-off, adjustment, shop-floor"
  })
  void aVoidTakesBackWhatTheVoidedDocumentMoved(String type, String from, String to) {
    Document voided = till.makes(DocumentType.of(type), goods("A", 3), service("POST", 1));
    Document itsVoid = till.voids(voided);
    StockFold fold = new StockFold();

    fold.addAll(booked(itsVoid, NOTHING_KNOWN).movements());
    assertThat(booked(itsVoid, NOTHING_KNOWN).movements())
        .containsExactly(
            new Movement(
                itsVoid.key(), 0, Location.of(from), Location.of(to), "A", Quantity.ofUnits(3)));

    fold.addAll(booked(voided, NOTHING_KNOWN).movements());
    assertThat(Location.values())
        .allSatisfy(
            place ->
                assertThat(fold.at(place).getOrDefault("A", Quantity.ZERO))
                    .isEqualTo(Quantity.ZERO));
  }

  @Test
  void unfitGoodsGoFromTheCustomerToScrapAndBackWhenTheReturnIsVoided() {
    Document unfit = till.returnsToScrap(goods("A", 3));

    assertThat(booked(unfit, NOTHING_KNOWN).movements())
        .extracting(Movement::from, Movement::to)
        .containsExactly(tuple(Location.CUSTOMER, Location.SCRAP));
    assertThat(booked(till.voids(unfit), NOTHING_KNOWN).movements())
        .extracting(Movement::from, Movement::to)
        .containsExactly(tuple(Location.SCRAP, Location.CUSTOMER));
  }

  @Test
  void goodsFromASupplierMayGoToTheBackRoom() {
    assertThat(booked(till.receives(Location.BACK_ROOM, goods("A", 3)), NOTHING_KNOWN).movements())
        .extracting(Movement::from, Movement::to)
        .containsExactly(tuple(Location.SUPPLIER, Location.BACK_ROOM));
  }

  @Test
  void aVoidOfAFeeMovesNothing() {
    Document fee = till.makes(DocumentType.FINANCIAL_ADJUSTMENT, goods("A", 1));

    assertThat(booked(till.voids(fee), NOTHING_KNOWN).movements()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"financial-adjustment", "customer", "day-close", "void"})
  void someTypesMoveNothingWhateverTheirLinesSay(String type) {
    Document document = till.makes(DocumentType.of(type), goods("A", 3), unknown("NEW", 1));

    assertThat(booked(document, NOTHING_KNOWN))
        .isEqualTo(new Booking.Booked(List.of(), new TreeMap<>()));
  }

  @Test
  void postageIsSoldAndMovesNothing() {
    Document sale = till.sells(goods("A", 1), service("POST", 1), goods("B", 2));

    assertThat(booked(sale, NOTHING_KNOWN).movements())
        .extracting(Movement::line, Movement::item)
        .containsExactly(tuple(0, "A"), tuple(2, "B"));
  }

  @Test
  void sameItemTwiceOnAReceiptMovesTwice() {
    Document sale = till.sells(goods("A", 1), goods("A", 1));

    assertThat(new StockFold().addAll(booked(sale, NOTHING_KNOWN).movements()).onHand("A"))
        .isEqualTo(Quantity.ofUnits(-2));
  }

  @Test
  void saleOfAnItemThatNobodyKnowsWaitsAsAWhole() {
    Document sale = till.sells(goods("A", 1), unknown("NEW", 1), unknown("NEWER", 1));

    assertThat(Booking.of(sale, NOTHING_KNOWN))
        .isEqualTo(new Booking.Waiting(ParkedReason.UNKNOWN_ITEM, "NEW"));
  }

  @Test
  void storeDecidesOnItemsThatTheTillDidNotKnow() {
    Document sale = till.sells(unknown("NEW", 1), goods("A", 1), unknown("FEE", 1));

    Booking.Booked booked = booked(sale, known(Map.of("NEW", true, "FEE", false)));

    assertThat(booked.resolved()).isEqualTo(Map.of(0, true, 2, false));
    assertThat(booked.movements()).extracting(Movement::item).containsExactly("NEW", "A");
  }

  @Test
  void whatTheTillKnewIsNotAskedAgain() {
    Document sale = till.sells(goods("A", 1), service("POST", 1));

    Booking.Booked booked = booked(sale, known(Map.of("A", false, "POST", true)));

    assertThat(booked.movements()).extracting(Movement::item).containsExactly("A");
    assertThat(booked.resolved()).isEmpty();
  }

  @Test
  void headOfficeBooksWhatTheStoreBooked() {
    Document sale =
        till.sells(unknown("NEW", 1), goods("A", 1), unknown("FEE", 1), unknown("NEW", 2));
    Booking.Booked atTheStore = booked(sale, known(Map.of("NEW", true, "FEE", false)));

    assertThat(Booking.replay(sale, atTheStore.resolved())).isEqualTo(atTheStore);
  }

  @Test
  void decisionThatDoesNotFitTheDocumentIsACorruptStream() {
    Document sale = till.sells(goods("A", 1), unknown("NEW", 1));

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> Booking.replay(sale, Map.of()))
        .withMessageContaining("NEW");
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> Booking.replay(sale, Map.of(1, true, 2, true)))
        .withMessageContaining("line 2");
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> Booking.replay(sale, Map.of(-1, true)));
  }

  private static Booking.Booked booked(Document document, Booking.Items items) {
    return (Booking.Booked) Booking.of(document, items);
  }

  private static Booking.Items known(Map<String, Boolean> items) {
    return item -> Optional.ofNullable(items.get(item));
  }
}
