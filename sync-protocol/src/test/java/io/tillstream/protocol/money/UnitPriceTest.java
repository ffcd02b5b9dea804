package io.tillstream.protocol.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Currency;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitPriceTest {

  private static final Currency GBP = Currency.getInstance("GBP");

  @ParameterizedTest(name = "{0} at {1} {2} is {3}")
  @CsvSource({
    "6, 2.55, GBP, 15.30",
    "1, 0.001, GBP, 0.00",
    "4, 0.001, GBP, 0.00",
    "5, 0.001, GBP, 0.01",
    "6, 0.001, GBP, 0.01",
    "15, 0.001, GBP, 0.02",
    "4, -0.001, GBP, 0.00",
    "5, -0.001, GBP, -0.01",
    "15, -0.001, GBP, -0.02",
    "1.5, 0.33, GBP, 0.50",
    "3, 0.335, GBP, 1.01",
    "0.001, 0.0001, GBP, 0.00",
    "80995, 2.08, GBP, 168469.60",
    "1, -11062.06, GBP, -11062.06",
    "1, 0.5, JPY, 1",
    "1, -0.5, JPY, -1",
    "1, 0.4999, JPY, 0",
    "1, 0.0005, KWD, 0.001",
    "1000000, 1000000, GBP, 1000000000000.00"
  })
  void lineTotalIsRoundedOnceToTheSmallestCoinAndATieGoesAwayFromZero(
      BigDecimal quantity, BigDecimal price, String currency, String total) {
    Money line = UnitPrice.of(price).times(Quantity.of(quantity), Currency.getInstance(currency));

    assertThat(line).hasToString(total);
  }

  @Test
  void linesAreRoundedOneByOneAndNotTheirSum() {
    Money line = price("0.001").times(Quantity.ofUnits(5), GBP);

    assertThat(new Money(3 * line.minor(), line.currency())).hasToString("0.03");
  }

  @Test
  void roundingIsThatOfWholeNumbers() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      long thousandths = random.nextLong(2_000_001) - 1_000_000;
      long tenThousandths = random.nextLong(200_001) - 100_000;

      long pence = new UnitPrice(tenThousandths).times(new Quantity(thousandths), GBP).minor();

      assertThat(pence)
          .as("%d thousandths at %d ten-thousandths", thousandths, tenThousandths)
          .isEqualTo(halfAwayFromZero(thousandths * tenThousandths, 100_000));
    }
  }

  @Test
  void priceReadsAsItWasWritten() {
    assertThat(price("2.5500").tenThousandths()).isEqualTo(25_500);
    assertThat(price("2.55")).hasToString("2.55");
    assertThat(price("-0.0001")).hasToString("-0.0001");
    assertThat(price("1000")).hasToString("1000");
    assertThat(UnitPrice.ZERO).hasToString("0");
  }

  static long halfAwayFromZero(long numerator, long denominator) {
    BigInteger half = BigInteger.valueOf(denominator / 2);
    BigInteger size =
        BigInteger.valueOf(numerator).abs().add(half).divide(BigInteger.valueOf(denominator));
    return Long.signum(numerator) * size.longValueExact();
  }

  private static UnitPrice price(String decimal) {
    return UnitPrice.of(new BigDecimal(decimal));
  }
}
