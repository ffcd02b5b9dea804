package io.tillstream.endtoend.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.endtoend.trade.CatalogueItem;
import io.tillstream.endtoend.trade.Dealt;
import io.tillstream.endtoend.trade.Receipt;
import io.tillstream.endtoend.trade.Trade;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.money.UnitPrice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CountAccountTest {

  private static final Quantity OPENING = Quantity.ofUnits(100);
  private static final Map<String, Quantity> SHELVES = shelves();

  @Test
  void everyTillOfTheFirstStoreMarksOnceWhileItSellsBeforeTheOutage() {
    CountAccount account = account(30, 2, 4);

    for (int till = 0; till < 4; till++) {
      assertThat(account.before().get(till)).noneMatch(CountAccountTest::isMark);
      assertThat(account.meanwhile().get(till))
          .filteredOn(CountAccountTest::isMark)
          .hasSize(till < 2 ? 1 : 0);
    }
  }

  @Test
  void whatIsOnHandInTheEndIsWhatWasFoundAndWhatWasSoldAfterTheMarks() {
    CountAccount account = account(40, 2, 2); // each receipt sells one of ITEM00

    int before = 0;
    for (int till = 0; till < 2; till++) {
      List<Receipt> meanwhile = account.meanwhile().get(till);
      before += account.before().get(till).size();
      before += (int) meanwhile.stream().takeWhile(receipt -> !isMark(receipt)).count();
    }
    assertThat(before).isPositive();
    assertThat(account.found().get("ITEM00")).isEqualTo(Quantity.ofUnits(100 - before));
    assertThat(account.inTheEnd().get("ITEM00")).isEqualTo(Quantity.ofUnits(100 - 40));
  }

  @Test
  void somethingIsLostAndSomethingIsFoundThatTheBooksDoNotKnowOf() {
    CountAccount account = account(10, 1, 1);

    assertThat(account.differing()).isEqualTo(3);
    assertThat(account.found().get("ITEM09")).isEqualTo(Quantity.ofUnits(99));
    assertThat(account.inTheEnd().get("ITEM09")).isEqualTo(Quantity.ofUnits(99));
    assertThat(account.found().get("ITEM24")).isEqualTo(Quantity.ofUnits(102));
  }

  @Test
  void whatTheCatalogueLearnsOfLaterCannotBeCounted() {
    CountAccount account = account(10, 1, 1);

    assertThat(account.found()).doesNotContainKey("LATE");
    assertThat(account.inTheEnd().get("LATE")).isEqualTo(OPENING);
  }

  private static boolean isMark(Receipt receipt) {
    return receipt.type() == DocumentType.COUNT_MARK;
  }

  private static CountAccount account(int receipts, int terminals, int tills) {
    List<Receipt> sales =
        IntStream.range(0, receipts)
            .mapToObj(
                i ->
                    new Receipt(
                        DocumentType.SALE,
                        "D" + i,
                        "2025-11-29",
                        null,
                        null,
                        List.of(
                            new Receipt.Line(
                                "ITEM00", null, Quantity.ofUnits(1), null, null, true))))
            .toList();
    CatalogueItem late =
        new CatalogueItem("LATE", "Late", new UnitPrice(10_000), null, List.of(), true);
    Trade trade = new Trade("a day", List.of(), List.of(late), SHELVES, sales);
    return new CountAccount(trade, Dealt.to(tills, 30, sales), terminals, Set.of());
  }

  private static Map<String, Quantity> shelves() {
    Map<String, Quantity> shelves = new LinkedHashMap<>();
    for (int i = 0; i < 25; i++) {
      shelves.put("ITEM%02d".formatted(i), OPENING);
    }
    shelves.put("LATE", OPENING);
    return shelves;
  }
}
