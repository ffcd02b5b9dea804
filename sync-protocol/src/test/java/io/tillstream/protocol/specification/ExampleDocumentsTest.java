package io.tillstream.protocol.specification;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.document.CountDetails;
import io.tillstream.protocol.document.DayTotals;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.ExpectedGoods;
import io.tillstream.protocol.document.LeasedNumber;
import io.tillstream.protocol.document.Line;
import io.tillstream.protocol.document.Replaced;
import io.tillstream.protocol.document.SettledCase;
import io.tillstream.protocol.document.Tender;
import io.tillstream.protocol.document.Transfer;
import io.tillstream.protocol.document.Voided;
import io.tillstream.protocol.money.Money;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.money.UnitPrice;
import io.tillstream.protocol.stock.Route;
import io.tillstream.protocol.wire.StrictJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExampleDocumentsTest {

  static Stream<String> files() {
    return Stream.of(
            Specification.DOCUMENTS_OF_THE_TERMINAL,
            Specification.LATER_DOCUMENTS,
            List.of(Specification.GOODS_RECEIPT),
            Specification.OF_STORES)
        .flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("files")
  void exampleIsCanonicalByteForByte(String file) {
    byte[] bytes = Specification.canonical(file);

    assertThat(StrictJson.read(bytes, Document.class).canonicalBytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @MethodSource("files")
  void exampleHasNoFieldThatTheDocumentDoesNotHave(String file) throws Exception {
    assertThat(StrictJson.COMPLETE.readValue(Specification.canonical(file), Document.class))
        .isEqualTo(Specification.document(file));
  }

  @ParameterizedTest
  @MethodSource("files")
  void exampleAddsUpByTheRules(String file) {
    Document document = Specification.document(file);
    Currency currency = Currency.getInstance(document.currency());
    long sum = 0;
    for (Line line : document.lines()) {
      assertThat(line.quantityThousandths()).isPositive();
      assertThat(
              new UnitPrice(line.unitPriceTenThousandths())
                  .times(new Quantity(line.quantityThousandths()), currency)
                  .minor())
          .isEqualTo(line.totalMinor());
      if (line.taxRateBasisPoints() != null) {
        assertThat(new Money(line.totalMinor(), currency).taxWithin(line.taxRateBasisPoints()))
            .isEqualTo(new Money(line.taxMinor(), currency));
      }
      sum += line.totalMinor();
    }
    assertThat(document.totalMinor()).isEqualTo(document.turnsTheSign() ? -sum : sum);
    if (document.tenders() != null) {
      assertThat(document.tenders().stream().mapToLong(Tender::amountMinor).sum())
          .isEqualTo(document.totalMinor());
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void datesOfTheExamplesAreDates(String file) {
    Document document = Specification.document(file);

    assertThat(LocalDate.parse(document.businessDate())).hasToString(document.businessDate());
    assertThat(Instant.parse(document.recordedAt())).isNotNull();
  }

  @ParameterizedTest
  @MethodSource("files")
  void placesOfTheExamplesMakeSense(String file) {
    assertThat(Route.fault(Specification.document(file))).isEmpty();
  }

  @Test
  void everyTypeHasAnExample() {
    assertThat(files().map(file -> Specification.document(file).type()).distinct())
        .containsExactlyInAnyOrder(DocumentType.values());
  }

  @Test
  void examplesBetweenThemUseEveryField() {
    String all =
        String.join(
            "",
            files()
                .map(f -> new String(Specification.example(f), StandardCharsets.UTF_8))
                .toList());

    assertThat(
            Stream.of(
                    Document.class,
                    Line.class,
                    Tender.class,
                    Transfer.class,
                    Voided.class,
                    SettledCase.class,
                    ExpectedGoods.class,
                    Replaced.class,
                    LeasedNumber.class,
                    DayTotals.class,
                    DayTotals.OfType.class,
                    CountDetails.class,
                    CountDetails.Place.class,
                    CountDetails.CountLine.class)
                .flatMap(type -> Arrays.stream(type.getRecordComponents()))
                .map(component -> "\"" + component.getName() + "\":"))
        .allSatisfy(field -> assertThat(all).contains(field));
  }
}
