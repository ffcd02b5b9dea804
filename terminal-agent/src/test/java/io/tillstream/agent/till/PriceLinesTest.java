package io.tillstream.agent.till;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.agent.catalogue.Item;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Line;
import io.tillstream.protocol.money.UnitPrice;
import io.tillstream.protocol.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceLinesTest {

  private static final Currency GBP = Currency.getInstance("GBP");
  private static final Currency JPY = Currency.getInstance("JPY");
  private static final Map<String, Item> ITEMS =
      Map.of(
          "CLOTH", new Item("CLOTH", "Cloth", new UnitPrice(12_345), "STD", 2000, true),
          "BOOK", new Item("BOOK", "Book", new UnitPrice(100_000), "ZERO", 0, true),
          "POST", new Item("POST", null, new UnitPrice(5_000), null, null, false));

  @ParameterizedTest
  @CsvSource({
    "1, 0.005, 1", // a tie goes away from zero
    "1, 0.0049, 0",
    "3, 0.335, 101", // 1.005
    "1.5, 2.75, 413", // 4.125
    "0.001, 4.99, 0",
    "80995, 2.08, 16846960",
    "12, 0.0425, 51",
  })
  void eachLineIsRoundedOnceHalfUp(String quantity, String price, long minor) {
    assertThat(sale("X", quantity, price).totalMinor()).isEqualTo(minor);
  }

  @Test
  void theTotalIsTheSumOfRoundedLines() {
    PriceLines.Priced priced =
        price(
            DocumentType.SALE,
            """
            {"reference":"r","lines":[{"item":"X","quantity":1,"unitPrice":"0.005"},
             {"item":"X","quantity":1,"unitPrice":"0.005"},{"item":"X","quantity":1,"unitPrice":"0.005"}]}""",
            GBP);

    assertThat(priced.totalMinor()).isEqualTo(3); // not 0.015 rounded to 2
  }

  @Test
  void negativeTiesGoAwayFromZeroToo() {
    PriceLines.Priced priced =
        price(
            DocumentType.FINANCIAL_ADJUSTMENT,
            """
            {"reference":"r","lines":[{"item":"B","quantity":1,"unitPrice":"-0.005"}]}""",
            GBP);

    assertThat(priced.totalMinor()).isEqualTo(-1);
    assertThat(priced.lines().get(0).movesStock()).isNull();
  }

  @Test
  void aCurrencyWithoutCoinsRoundsToItsUnit() {
    PriceLines.Priced priced =
        price(
            DocumentType.SALE,
            """
            {"reference":"r","lines":[{"item":"X","quantity":"1.5","unitPrice":"101"}]}""",
            JPY);

    assertThat(priced.totalMinor()).isEqualTo(152);
  }

  @Test
  void aReturnPaysOutWhatItsLinesAddUpTo() {
    PriceLines.Priced priced =
        price(
            DocumentType.RETURN,
            """
            {"reference":"r","lines":[{"item":"CLOTH","quantity":2}]}""",
            GBP);

    assertThat(priced.totalMinor()).isEqualTo(-247);
    assertThat(priced.lines().get(0).totalMinor()).isEqualTo(247);
    assertThat(priced.lines().get(0).movesStock()).isTrue();
  }

  @Test
  void theCataloguesPriceAndTaxAreInsideTheTotal() {
    Line cloth = line("CLOTH");
    assertThat(cloth.totalMinor()).isEqualTo(123);
    assertThat(cloth.taxMinor()).isEqualTo(21); // 1.23 − 1.23 / 1.2 = 0.205
    assertThat(cloth.description()).isEqualTo("Cloth");

    assertThat(line("BOOK").taxMinor()).isZero();
    assertThat(line("POST").taxMinor()).isNull();
    assertThat(line("POST").movesStock()).isFalse();
  }

  @Test
  void theTillsOwnPriceGoesBeforeTheCatalogues() {
    assertThat(sale("CLOTH", "1", "0").totalMinor()).isZero();
  }

  @Test
  void aWriteOffHasNoPriceAndMovesGoods() {
    PriceLines.Priced priced =
        price(
            DocumentType.WRITE_OFF,
            """
            {"reference":"r","reason":"broken","lines":[{"item":"CLOTH","quantity":2},
             {"item":"WHO KNOWS","quantity":1}]}""",
            GBP);

    assertThat(priced.totalMinor()).isZero();
    assertThat(priced.lines().get(0).movesStock()).isTrue();
    assertThat(priced.lines().get(0).taxCode()).isNull();
    assertThat(priced.lines().get(1).movesStock()).as("the store decides").isNull();
  }

  @Test
  void anUnknownItemWithoutAPriceCannotBeSold() {
    assertThatThrownBy(
            () ->
                price(
                    DocumentType.SALE,
                    """
                    {"reference":"r","lines":[{"item":"NEW","quantity":1}]}""",
                    GBP))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.code()).isEqualTo(ProblemCode.PRICE_MISSING));
  }

  @Test
  void aLargeReceiptNeitherOverflowsNorPasses() {
    String line = "{\"item\":\"X\",\"quantity\":1000000,\"unitPrice\":1000000},";
    String body =
        "{\"reference\":\"r\",\"lines\":["
            + line.repeat(4_999)
            + "{\"item\":\"X\",\"quantity\":1}]}";

    assertThatThrownBy(() -> price(DocumentType.SALE, body, GBP))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.code()).isEqualTo(ProblemCode.OUT_OF_RANGE));
  }

  @Test
  void aSerialNumberIsOnTheLineAndOfOnePieceOnly() {
    String body =
        """
        {"reference":"r","lines":[{"item":"CLOTH","quantity":%s,"serial":"A-1"}]}""";

    assertThat(price(DocumentType.SALE, body.formatted("1"), GBP).lines().getFirst().serial())
        .isEqualTo("A-1");
    assertThatThrownBy(() -> price(DocumentType.SALE, body.formatted("2"), GBP))
        .isInstanceOf(ProblemException.class);
  }

  private static Line line(String item) {
    return price(
            DocumentType.SALE,
            "{\"reference\":\"r\",\"lines\":[{\"item\":\"%s\",\"quantity\":1}]}".formatted(item),
            GBP)
        .lines()
        .get(0);
  }

  private static Line sale(String item, String quantity, String price) {
    return price(
            DocumentType.SALE,
            """
            {"reference":"r","lines":[{"item":"%s","quantity":%s,"unitPrice":"%s"}]}"""
                .formatted(item, quantity, price),
            GBP)
        .lines()
        .get(0);
  }

  private static PriceLines.Priced price(DocumentType type, String body, Currency currency) {
    TillRequest request = ReadRequest.of(body.getBytes(StandardCharsets.UTF_8), type, currency);
    List<String> codes = request.lines().stream().map(TillRequest.Wanted::item).toList();
    return PriceLines.of(request, codes, ITEMS, currency);
  }
}
