package io.tillstream.protocol.money;

import static io.tillstream.protocol.money.InvalidAmount.Reason.OUT_OF_RANGE;
import static io.tillstream.protocol.money.InvalidAmount.Reason.TOO_MANY_DECIMALS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Currency;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a till app writes becomes a scaled integer, or is refused. */
class ReadNumberTest {

  private static final Currency GBP = Currency.getInstance("GBP");
  private static final Currency JPY = Currency.getInstance("JPY");

  @Test
  void quantityHasUpToThreeDecimals() {
    assertThat(quantity("1.5")).isEqualTo(new Quantity(1500)).hasToString("1.5");
    assertThat(quantity("0.001")).isEqualTo(new Quantity(1)).hasToString("0.001");
    assertThat(quantity("6")).isEqualTo(Quantity.ofUnits(6)).hasToString("6");
    assertThat(quantity("1E+3")).isEqualTo(Quantity.ofUnits(1000)).hasToString("1000");
    assertThat(quantity("-2.50")).isEqualTo(new Quantity(-2500)).hasToString("-2.5");
    assertThat(quantity("0.0000")).isEqualTo(Quantity.ZERO).hasToString("0");
  }

  @Test
  void zerosAfterTheLastDigitAreNoDecimals() {
    assertThat(quantity("1.50000000")).isEqualTo(new Quantity(1500));
    assertThat(UnitPrice.of(new BigDecimal("2.5500000"))).isEqualTo(new UnitPrice(25_500));
    assertThat(Money.of(new BigDecimal("15.3000"), GBP)).isEqualTo(new Money(1530, GBP));
    assertThat(Money.of(new BigDecimal("15.000"), JPY)).isEqualTo(new Money(15, JPY));
  }

  @Test
  void oneDecimalTooManyIsRefusedAndNotRounded() {
    refused(TOO_MANY_DECIMALS, "1.0001", ReadNumberTest::quantity);
    refused(TOO_MANY_DECIMALS, "0.00001", decimal -> UnitPrice.of(new BigDecimal(decimal)));
    refused(TOO_MANY_DECIMALS, "15.305", decimal -> Money.of(new BigDecimal(decimal), GBP));
    refused(TOO_MANY_DECIMALS, "15.5", decimal -> Money.of(new BigDecimal(decimal), JPY));
  }

  @Test
  void limitItselfIsAllowedEitherWay() {
    assertThat(quantity("1000000").thousandths()).isEqualTo(1_000_000_000L);
    assertThat(quantity("-1000000").thousandths()).isEqualTo(-1_000_000_000L);
    assertThat(UnitPrice.of(new BigDecimal("1000000")).tenThousandths()).isEqualTo(10_000_000_000L);
    assertThat(Money.of(new BigDecimal("1000000000"), GBP).minor()).isEqualTo(100_000_000_000L);
  }

  @Test
  void smallestStepBeyondTheLimitIsRefused() {
    refused(OUT_OF_RANGE, "1000000.001", ReadNumberTest::quantity);
    refused(OUT_OF_RANGE, "-1000000.001", ReadNumberTest::quantity);
    refused(OUT_OF_RANGE, "1000000.0001", decimal -> UnitPrice.of(new BigDecimal(decimal)));
    refused(OUT_OF_RANGE, "1000000000.01", decimal -> Money.of(new BigDecimal(decimal), GBP));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1E+1000000000", "-1E+2147483647", "9E+12"})
  void hugeNumberIsRefusedAtOnce(String hostile) {
    atOnce(() -> refused(OUT_OF_RANGE, hostile, ReadNumberTest::quantity));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1E-1000000000", "1E-2147483647", "0E-1000000000"})
  void tinyNumberIsRefusedAtOnce(String hostile) {
    atOnce(() -> refused(TOO_MANY_DECIMALS, hostile, ReadNumberTest::quantity));
  }

  @Test
  void zeroIsZeroHoweverItIsWritten() {
    atOnce(() -> assertThat(quantity("0E+1000000000")).isEqualTo(Quantity.ZERO));
    assertThat(quantity("-0.000")).isEqualTo(Quantity.ZERO);
  }

  @Test
  void longTailOfZerosIsRefusedAtOnce() {
    BigDecimal one = new BigDecimal(BigInteger.TEN.pow(600_000), 600_000);

    atOnce(
        () ->
            assertThatExceptionOfType(InvalidAmount.class)
                .isThrownBy(() -> Quantity.of(one))
                .extracting(InvalidAmount::reason)
                .isEqualTo(TOO_MANY_DECIMALS));
  }

  @Test
  void refusalSaysWhatIsAllowed() {
    assertThatExceptionOfType(InvalidAmount.class)
        .isThrownBy(() -> Money.of(new BigDecimal("0.001"), GBP))
        .withMessage("an amount in GBP has at most 2 decimals");
    assertThatExceptionOfType(InvalidAmount.class)
        .isThrownBy(() -> quantity("1000001"))
        .withMessage("a quantity is at most 1000000 either way");
  }

  private static Quantity quantity(String decimal) {
    return Quantity.of(new BigDecimal(decimal));
  }

  private static void refused(
      InvalidAmount.Reason reason, String decimal, Consumer<String> reader) {
    assertThatExceptionOfType(InvalidAmount.class)
        .isThrownBy(() -> reader.accept(decimal))
        .extracting(InvalidAmount::reason)
        .isEqualTo(reason);
  }

  private static void atOnce(Runnable work) {
    assertTimeoutPreemptively(Duration.ofSeconds(2), work::run);
  }
}
