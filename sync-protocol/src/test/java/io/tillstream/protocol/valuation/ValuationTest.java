package io.tillstream.protocol.valuation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.stock.Movement;
import java.time.YearMonth;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What goods are worth, worked out by hand. Units in thousandths, money in ten-thousandths. */
class ValuationTest {

  private static final long UNIT = 1_000;

  private final Valuation valuation = Valuation.fromTheBeginning();
  private long n;

  @Test
  void goodsGoOutAtTheAverageOfWhatCameIn() {
    arrives(10 * UNIT, 20_000);
    arrives(30 * UNIT, 40_000);

    Valued sale = sells(4 * UNIT);

    assertThat(sale.amountTenThousandths()).isEqualTo(-4 * 35_000);
    assertHeld(36 * UNIT, 36 * 35_000, 35_000);
  }

  @Test
  void whatRoundingLeavesGoesWithTheLastPiece() {
    arrives(3 * UNIT, 33_333);
    arrives(UNIT, 10_000);

    long cost = 0;
    for (int i = 0; i < 4; i++) {
      cost -= sells(UNIT).amountTenThousandths();
    }

    assertThat(cost).isEqualTo(3 * 33_333 + 10_000);
    assertHeld(0, 0, 27_499);
  }

  @Test
  void whatWasSoldBelowZeroIsTruedUpWhenItArrives() {
    arrives(UNIT, 20_000);
    sells(3 * UNIT);
    assertHeld(-2 * UNIT, -40_000, 20_000);

    Valued delivery = arrives(5 * UNIT, 30_000);

    // Two units had been sold at 2.00 and did cost 3.00.
    assertThat(delivery.trueUpTenThousandths()).isEqualTo(20_000);
    assertHeld(3 * UNIT, 90_000, 30_000);
  }

  @Test
  void theFirstCostThatIsSaidHoldsForWhatWasThereBefore() {
    valuation.value(goods(Location.SUPPLIER, Location.SHOP_FLOOR, 4 * UNIT, null));
    assertHeld(4 * UNIT, 0, 0);

    arrives(UNIT, 20_000);

    assertHeld(5 * UNIT, 100_000, 20_000);
  }

  @Test
  void aReturnComesInAtTheAverageAndWhatIsScrappedOnReturnNever() {
    arrives(2 * UNIT, 20_000);
    sells(UNIT);

    Valued back = value(goods(Location.CUSTOMER, Location.SHOP_FLOOR, UNIT, null)).orElseThrow();

    assertThat(back.amountTenThousandths()).isEqualTo(20_000);
    assertThat(value(goods(Location.CUSTOMER, Location.SCRAP, UNIT, null))).isEmpty();
    assertHeld(2 * UNIT, 40_000, 20_000);
  }

  @Test
  void goodsOnTheWayWithinAnEntityAreItsOwnAndBetweenTwoNobodys() {
    arrives(2 * UNIT, 20_000);
    Goods within = goods(Location.SHOP_FLOOR, Location.IN_TRANSIT, UNIT, null);

    assertThat(value(within)).isEmpty();
    Valued left =
        value(new Goods(within.movement(), within.businessDate(), OptionalLong.empty(), true))
            .orElseThrow();

    assertThat(left.counterpart()).isEqualTo(Location.IN_TRANSIT);
    assertThat(left.amountTenThousandths()).isEqualTo(-20_000);
  }

  @Test
  void whatIsDatedInAClosedMonthIsBookedInTheFirstOpenOne() {
    valuation.close(YearMonth.of(2026, 11));

    Valued late = arrives(UNIT, 20_000);

    assertThat(late.month()).isEqualTo(YearMonth.of(2026, 12));
    assertThat(late.remark()).isEqualTo(Remark.LATE);
  }

  @Test
  void aDateThatIsNoneIsBookedInTheFirstOpenMonthAndSaid() {
    valuation.close(YearMonth.of(2026, 10));
    for (String date : new String[] {null, "yesterday", "+12345-01-01", "0001-01-01"}) {
      Valued valued =
          value(
                  new Goods(
                      goods(Location.ADJUSTMENT, Location.SHOP_FLOOR, UNIT, null).movement(),
                      date,
                      OptionalLong.empty(),
                      false))
              .orElseThrow();

      assertThat(valued.remark()).isEqualTo(Remark.NO_DATE);
      assertThat(valued.month()).isEqualTo(YearMonth.of(2026, 11));
    }
  }

  @Test
  void figuresThatNoShopHasAreSetAsideAndHoldUpNothing() {
    arrives(UNIT, 20_000);

    Valued absurd = arrives(Long.MAX_VALUE, Long.MAX_VALUE);

    assertThat(absurd.remark()).isEqualTo(Remark.TOO_LARGE);
    assertThat(absurd.quantityThousandths()).isZero();
    assertHeld(UNIT, 20_000, 20_000);
    assertThat(sells(UNIT).amountTenThousandths()).isEqualTo(-20_000);
  }

  private Valued arrives(long thousandths, long cost) {
    return value(goods(Location.SUPPLIER, Location.SHOP_FLOOR, thousandths, cost)).orElseThrow();
  }

  private Valued sells(long thousandths) {
    return value(goods(Location.SHOP_FLOOR, Location.CUSTOMER, thousandths, null)).orElseThrow();
  }

  private Optional<Valued> value(Goods goods) {
    return valuation.value(goods);
  }

  private void assertHeld(long quantity, long value, long unitCost) {
    ItemValue held = valuation.changed().get("A");
    assertThat(held.quantityThousandths()).isEqualTo(quantity);
    assertThat(held.valueTenThousandths()).isEqualTo(value);
    assertThat(held.unitCostTenThousandths()).isEqualTo(unitCost);
  }

  private Goods goods(Location from, Location to, long thousandths, Long cost) {
    return new Goods(
        new Movement(
            new DocumentKey(new StoreId("S1"), new TerminalId("T1"), 1, ++n),
            0,
            from,
            to,
            "A",
            new Quantity(thousandths)),
        "2026-11-20",
        cost == null ? OptionalLong.empty() : OptionalLong.of(cost),
        false);
  }
}
