package io.tillstream.protocol.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import java.time.LocalDate;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesTemplateTest {

  private static final DocumentStream STREAM =
      new DocumentStream(new StoreId("S1"), new TerminalId("T1"), 3);
  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);

  @ParameterizedTest(name = "a {0} is numbered {1}")
  @CsvSource({
    "sale, S1-T1-26-3-000017",
    "return, R-S1-T1-26-3-000017",
    "write-off, W-S1-T1-26-3-000017",
    "financial-adjustment, A-S1-T1-26-3-000017",
    "customer, C-S1-T1-26-3-000017",
    "goods-receipt, G-S1-T1-26-3-000017",
    "stock-movement, M-S1-T1-26-3-000017",
    "transfer-dispatch, TD-S1-T1-26-3-000017",
    "transfer-receipt, TR-S1-T1-26-3-000017",
    "transfer-difference, TX-S1-T1-26-3-000017"
  })
  void standardTemplatesNumberEachTypeByItself(String type, String number) {
    SeriesTemplate template = SeriesTemplate.standard(DocumentType.of(type));

    assertThat(template.print(STREAM, DAY, 17)).isEqualTo(number);
  }

  @ParameterizedTest(name = "{0} prints {1}")
  @CsvSource({
    "{store}/{terminal}/{epoch}/{n}, S1/T1/3/17",
    "{store}-{terminal}-{epoch}-{n:1}, S1-T1-3-17",
    "{yyyy}{store}.{terminal}.E{epoch}-{n:10}, 2026S1.T1.E3-0000000017",
    "{yy}{n:3}-{epoch}-{terminal}-{store}, 26017-3-T1-S1",
    "{store}-{terminal}-{yy}-{n:6}, S1-T1.3-26-000017",
    "NO.{n:2}-{epoch}-{terminal}-{store}, NO.17-3-T1-S1"
  })
  void shopsMayNumberInOtherWays(String template, String number) {
    assertThat(SeriesTemplate.parse(template).print(STREAM, DAY, 17)).isEqualTo(number);
  }

  @Test
  void epochIsOnlyPrintedFromTheSecondOnWhereTheTemplateLeavesItOut() {
    SeriesTemplate template = SeriesTemplate.parse("{store}-{terminal}-{yy}-{n:6}");
    DocumentStream first = new DocumentStream(STREAM.store(), STREAM.terminal(), 1);

    assertThat(template.print(first, DAY, 17)).isEqualTo("S1-T1-26-000017");
  }

  @Test
  void counterThatOutgrowsItsWidthIsPrintedWhole() {
    SeriesTemplate template = SeriesTemplate.parse("{store}-{terminal}-{epoch}-{n:2}");

    assertThat(template.print(STREAM, DAY, 99)).isEqualTo("S1-T1-3-99");
    assertThat(template.print(STREAM, DAY, 100)).isEqualTo("S1-T1-3-100");
  }

  @Test
  void yearIsThatOfTheBusinessDateInAllItsDigits() {
    SeriesTemplate both = SeriesTemplate.parse("{yy}{yyyy}{store}-{terminal}-{epoch}-{n}");

    assertThat(both.print(STREAM, LocalDate.of(2005, 1, 1), 1)).isEqualTo("052005S1-T1-3-1");
    assertThat(both.print(STREAM, LocalDate.of(2100, 1, 1), 1)).isEqualTo("002100S1-T1-3-1");
  }

  @Test
  void tillSetToArabicPrintsTheSameNumber() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));

      assertThat(SeriesTemplate.standard(DocumentType.SALE).print(STREAM, DAY, 17))
          .isEqualTo("S1-T1-26-3-000017");
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest(name = "{0} is refused: {1}")
  @CsvSource({
    "'', it cannot be read from position 1",
    "{store}-{terminal}-{epoch}, without {n} two receipts could share a number",
    "{store}-{epoch}-{n}, without {terminal} two receipts could share a number",
    "{terminal}-{epoch}-{n}, without {store} two receipts could share a number",
    "{store}{terminal}-{epoch}-{n}, a separator must stand before {terminal}",
    "{store}-{terminal}-{epoch}{n:6}, a separator must stand before {n}",
    "{store}-{terminal}-{epoch}{yy}-{n:6}, a separator must stand before {yy}",
    "{store}-{terminal}1-{epoch}-{n}, a separator must stand after {terminal}",
    "{store}-{terminal}-{epoch}-{n}X, a separator must stand after {n}",
    "{store}-{terminal}-{epoch}-{n}-{n}, {n} stands in it more than once",
    "{store:3}-{terminal}-{epoch}-{n}, only {n} takes a width",
    "{shop}-{terminal}-{epoch}-{n}, it has no placeholder {shop}",
    "{store}-{terminal}-{epoch}-{n:0}, it cannot be read from position 28",
    "{store}-{terminal}-{epoch}-{n:19}, it cannot be read from position 28",
    "{store}-{terminal}-{epoch}-{n:06}, it cannot be read from position 28",
    "{store}-{terminal}-{epoch}-{n, it cannot be read from position 28",
    "s{store}-{terminal}-{epoch}-{n}, it cannot be read from position 1",
    "{store} {terminal}-{epoch}-{n}, it cannot be read from position 8",
    "{store}_{terminal}-{epoch}-{n}, it cannot be read from position 8",
    "Ä{store}-{terminal}-{epoch}-{n}, it cannot be read from position 1",
    "{store}-{terminal}-{epoch}-{n:6}-AND-MORE-TEXT, it has at most 40 characters"
  })
  void templateThatCouldPrintOneNumberTwiceIsRefused(String template, String why) {
    assertThatExceptionOfType(InvalidTemplate.class)
        .isThrownBy(() -> SeriesTemplate.parse(template))
        .withMessage("'" + template + "' is no series template: " + why);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "-"})
  void nothingIsNoTemplate(String template) {
    assertThatExceptionOfType(InvalidTemplate.class)
        .isThrownBy(() -> SeriesTemplate.parse(template));
  }

  @Test
  void templateIsWhatWasWritten() {
    String source = "{store}-{terminal}-{epoch}-{n:6}";

    assertThat(SeriesTemplate.parse(source))
        .hasToString(source)
        .isEqualTo(SeriesTemplate.parse(source))
        .hasSameHashCodeAs(SeriesTemplate.parse(source))
        .isNotEqualTo(SeriesTemplate.parse("{store}-{terminal}-{epoch}-{n:7}"));
  }
}
