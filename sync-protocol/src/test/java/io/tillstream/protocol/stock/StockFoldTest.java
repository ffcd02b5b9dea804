package io.tillstream.protocol.stock;

import static io.tillstream.protocol.till.ATill.goods;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.till.ATill;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StockFoldTest {

  private final ATill till = ATill.ofTheShop();
  private final StockFold stock = new StockFold();

  @Test
  void deliveriesAndReturnsAddSalesAndWriteOffsTake() {
    book(till.makes(DocumentType.GOODS_RECEIPT, goods("A", 100)));
    book(till.sells(goods("A", 6)));
    book(till.makes(DocumentType.RETURN, goods("A", 1)));
    book(till.makes(DocumentType.WRITE_OFF, goods("A", 2)));

    assertThat(stock.onHand("A")).isEqualTo(Quantity.ofUnits(93));
    assertThat(stock.at(Location.CUSTOMER)).isEqualTo(Map.of("A", Quantity.ofUnits(5)));
    assertThat(stock.at(Location.SUPPLIER)).isEqualTo(Map.of("A", Quantity.ofUnits(-100)));
    assertThat(stock.at(Location.ADJUSTMENT)).isEqualTo(Map.of("A", Quantity.ofUnits(2)));
  }

  @Test
  void sameReceiptTwiceTakesTheGoodsOnce() {
    Document sale = till.sells(goods("A", 6));

    book(sale);
    book(sale);

    assertThat(stock.onHand("A")).isEqualTo(Quantity.ofUnits(-6));
  }

  @Test
  void codesThatDifferInCaseAreTwoItems() {
    book(till.sells(goods("85123A", 6), goods("85123a", 1)));

    assertThat(stock.onHand("85123A")).isEqualTo(Quantity.ofUnits(-6));
    assertThat(stock.onHand("85123a")).isEqualTo(Quantity.ofUnits(-1));
  }

  @Test
  void itemThatNeverMovedIsNotOnHand() {
    assertThat(stock.onHand("A")).isEqualTo(Quantity.ZERO);
    assertThat(stock.at(Location.SHOP_FLOOR)).isEmpty();
  }

  @Test
  void goodsThatStayWhereTheyAreChangeNothing() {
    Movement still =
        new Movement(
            till.sells().key(), 0, Location.CUSTOMER, Location.CUSTOMER, "A", Quantity.ofUnits(1));

    assertThat(stock.addAll(List.of(still)).at(Location.CUSTOMER))
        .isEqualTo(Map.of("A", Quantity.ZERO));
  }

  @ParameterizedTest
  @EnumSource
  void locationsReadBackFromTheirNames(Location location) {
    assertThat(Location.of(location.toString())).isEqualTo(location);
  }

  private void book(Document document) {
    stock.addAll(((Booking.Booked) Booking.of(document, item -> Optional.empty())).movements());
  }
}
