package io.tillstream.protocol.stock;

import static io.tillstream.protocol.till.ATill.goods;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.document.Transfer;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.till.ATill;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RouteTest {

  private static final Transfer TRANSFER = new Transfer("S1-T-000088", new StoreId("S2"), null);

  private final ATill till = ATill.ofTheShop();

  @Test
  void aShopMovesGoodsByTheseWaysAndNoOthers() {
    List<String> ways =
        Stream.of(Location.values())
            .flatMap(from -> Stream.of(Location.values()).map(to -> new Route(from, to)))
            .filter(Route::isOfAStockMovement)
            .map(way -> way.from() + " → " + way.to() + (way.needsReason() ? ", and why" : ""))
            .toList();

    assertThat(ways)
        .containsExactlyInAnyOrder(
            "shop-floor → back-room",
            "back-room → shop-floor",
            "shop-floor → scrap, and why",
            "back-room → scrap, and why",
            "shop-floor → adjustment, and why",
            "back-room → adjustment, and why",
            "adjustment → shop-floor, and why",
            "adjustment → back-room, and why",
            "customer → shop-floor, and why",
            "customer → back-room, and why",
            "shop-floor → supplier",
            "back-room → supplier");
  }

  @ParameterizedTest
  @EnumSource
  void usualDocumentsOfEveryTypeMakeSense(DocumentType type) {
    assertThat(Route.fault(till.makes(type, goods("A", 1)))).isEmpty();
  }

  @Test
  void returnsToScrapAndTheirVoidsMakeSense() {
    Document unfit = till.returnsToScrap(goods("A", 1));

    assertThat(Route.fault(unfit)).isEmpty();
    assertThat(Route.fault(till.voids(unfit))).isEmpty();
  }

  /** A till that says the same makes no sense: see below. */
  @Test
  void onlyTheStoreItselfTakesBackWhatItHasBookedOfASale() {
    Document store =
        ATill.of("S1", "STORE").moves(Location.SHOP_FLOOR, Location.CUSTOMER, goods("A", 1));
    Document correction =
        ATill.of("S1", "STORE").moves(Location.CUSTOMER, Location.SHOP_FLOOR, goods("A", 1));

    assertThat(Route.fault(store)).isEmpty();
    assertThat(Route.isTakenBack(store)).isTrue();
    assertThat(Route.isTakenBack(correction)).isFalse();
    assertThat(Route.isTakenBack(till.moves(store.from(), store.to(), goods("A", 1)))).isFalse();
  }

  static Stream<Document> nonsense() {
    ATill till = ATill.ofTheShop();
    Document sale = till.sells(goods("A", 1));
    return Stream.of(
        till.moves(Location.SHOP_FLOOR, Location.SHOP_FLOOR, goods("A", 1)),
        till.moves(Location.SHOP_FLOOR, Location.CUSTOMER, goods("A", 1)),
        till.moves(Location.SUPPLIER, Location.SHOP_FLOOR, goods("A", 1)),
        till.moves(Location.SCRAP, Location.SHOP_FLOOR, goods("A", 1)),
        till.moves(null, Location.SHOP_FLOOR, goods("A", 1)),
        till.receives(Location.SCRAP, goods("A", 1)),
        transfer(DocumentType.TRANSFER_DISPATCH, Location.IN_TRANSIT, Location.SHOP_FLOOR),
        transfer(DocumentType.TRANSFER_RECEIPT, Location.SHOP_FLOOR, Location.IN_TRANSIT),
        transfer(DocumentType.TRANSFER_DIFFERENCE, Location.IN_TRANSIT, Location.SCRAP),
        transfer(DocumentType.SALE, Location.SHOP_FLOOR, Location.IN_TRANSIT),
        till.transfers(
            DocumentType.TRANSFER_DISPATCH,
            Location.SHOP_FLOOR,
            Location.IN_TRANSIT,
            new Transfer("X".repeat(65), new StoreId("S2"), null)),
        till.transfers(
            DocumentType.TRANSFER_DISPATCH, Location.SHOP_FLOOR, Location.IN_TRANSIT, null),
        Document.at(sale.key().stream(), 9, DocumentType.SALE).goodsTo(Location.SCRAP).build(),
        Document.at(sale.key().stream(), 9, DocumentType.RETURN).goodsTo(Location.CUSTOMER).build(),
        Document.at(sale.key().stream(), 9, DocumentType.RETURN)
            .goodsTo(Location.SCRAP)
            .version(2)
            .build());
  }

  private static Document transfer(DocumentType type, Location from, Location to) {
    return ATill.ofTheShop().transfers(type, from, to, TRANSFER, goods("A", 1));
  }

  @ParameterizedTest
  @MethodSource("nonsense")
  void placesThatDoNotFitTheTypeAreAFault(Document document) {
    assertThat(Route.fault(document)).isPresent();
  }
}
