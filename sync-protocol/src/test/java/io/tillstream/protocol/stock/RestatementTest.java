package io.tillstream.protocol.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.till.ATill;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What one late document does to counts. */
class RestatementTest {

  private static final TerminalId T1 = new TerminalId("T1");
  private static final Cut FIRST_FIVE = new Cut(Map.of(T1, new Cut.Place(1, 5)));

  private final ATill till = ATill.ofTheShop();

  @Test
  void aCutIncludesWhatItsTerminalsMadeUpToThePlaceAndInEarlierEpochs() {
    Cut cut = new Cut(Map.of(T1, new Cut.Place(2, 1)));
    Document first = till.sells();

    assertThat(cut.includes(first.key())).isTrue();
    assertThat(FIRST_FIVE.includes(first.key())).isTrue();
    assertThat(new Cut(Map.of(T1, new Cut.Place(1, 0))).includes(first.key())).isFalse();
    assertThat(Cut.NOTHING.includes(first.key())).isFalse();
    assertThat(FIRST_FIVE.and(cut)).isEqualTo(cut);
    assertThat(cut.and(FIRST_FIVE)).isEqualTo(cut);
  }

  @Test
  void theFirstCountThatIncludesALateSaleIsPutRightAndNoLaterOne() {
    Document sale = till.sells(ATill.goods("A", 2), ATill.goods("B", 1), ATill.goods("A", 1));
    StockCount ofB = counted("C1", Map.of("B", Quantity.ofUnits(7)));
    StockCount full = new StockCount("C2", Location.SHOP_FLOOR, true, FIRST_FIVE, Map.of());
    StockCount ofA = counted("C3", Map.of("A", Quantity.ofUnits(9)));

    List<Restatement> restatements =
        Restatement.late(sale.key(), movements(sale), List.of(ofB, full, ofA));

    assertThat(restatements)
        .containsExactlyInAnyOrder(
            restated("C1", sale, Map.of("B", Quantity.ofUnits(1))),
            restated("C2", sale, Map.of("A", Quantity.ofUnits(3))));
    assertThat(restatements.getFirst().reference()).endsWith(" T1/1/1");
  }

  @Test
  void whatWasSoldAndTakenBackAtOnceChangesNothing() {
    Document sale = till.sells(ATill.goods("A", 2));
    Document back = till.voids(sale);
    List<Movement> both = List.of(movements(sale).getFirst(), movements(back).getFirst());

    assertThat(
            Restatement.late(sale.key(), both, List.of(counted("C1", Map.of("A", Quantity.ZERO)))))
        .isEmpty();
  }

  private static StockCount counted(String id, Map<String, Quantity> counted) {
    return new StockCount(id, Location.SHOP_FLOOR, false, FIRST_FIVE, counted);
  }

  private static Restatement restated(String count, Document late, Map<String, Quantity> changes) {
    return new Restatement(count, late.key(), Location.SHOP_FLOOR, new TreeMap<>(changes));
  }

  private static List<Movement> movements(Document document) {
    return ((Booking.Booked) Booking.of(document, item -> Optional.of(true))).movements();
  }
}
