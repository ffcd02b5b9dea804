package io.tillstream.protocol.money;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.document.Document;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTest {

  private static final Currency GBP = Currency.getInstance("GBP");

  @ParameterizedTest(name = "{0} pence at {1} basis points hold {2} pence of tax")
  @CsvSource({
    "1530, 2000, 255",
    "-1530, 2000, -255",
    "1000, 1750, 149",
    "1000, 0, 0",
    "0, 2000, 0",
    "1, 10000, 1",
    "-1, 10000, -1",
    "3, 10000, 2",
    "-3, 10000, -2",
    "1, 2000, 0",
    "3, 2000, 1"
  })
  void taxIsTheShareInsideThePriceAndATieGoesAwayFromZero(long gross, int rate, long tax) {
    assertThat(new Money(gross, GBP).taxWithin(rate)).isEqualTo(new Money(tax, GBP));
  }

  @Test
  void taxIsThatOfWholeNumbersAndNeverMoreThanTheAmount() {
    Random random = new Random(2);
    for (int i = 0; i < 20_000; i++) {
      long gross = random.nextLong(2_000_001) - 1_000_000;
      int rate = random.nextInt(10_001);

      long tax = new Money(gross, GBP).taxWithin(rate).minor();

      // Twice both sides, so that half the divisor is a whole number.
      assertThat(tax)
          .as("%d at %d", gross, rate)
          .isEqualTo(UnitPriceTest.halfAwayFromZero(2 * gross * rate, 2L * (10_000 + rate)));
      assertThat(Math.abs(tax)).isLessThanOrEqualTo(Math.abs(gross));
    }
  }

  @Test
  void largestDocumentStillAddsUp() {
    Money largestLine =
        UnitPrice.of(BigDecimal.valueOf(UnitPrice.MAJOR_UNITS_MAX))
            .times(Quantity.ofUnits(Quantity.UNITS_MAX), Currency.getInstance("KWD"));

    long total = Math.multiplyExact(largestLine.minor(), (long) Document.LINES_MAX);

    assertThat(new Money(total, largestLine.currency())).hasToString("5000000000000000.000");
  }

  @Test
  void amountIsWrittenWithAllDigitsOfItsCurrency() {
    assertThat(new Money(1530, GBP)).hasToString("15.30");
    assertThat(new Money(-5, GBP)).hasToString("-0.05");
    assertThat(new Money(1530, Currency.getInstance("JPY"))).hasToString("1530");
    assertThat(new Money(1530, Currency.getInstance("KWD"))).hasToString("1.530");
    assertThat(new Money(7, Currency.getInstance("XAU"))).hasToString("7");
  }
}
