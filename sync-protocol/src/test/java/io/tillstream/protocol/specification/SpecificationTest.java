package io.tillstream.protocol.specification;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.document.CountDetails;
import io.tillstream.protocol.document.DayTotals;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.LeasedNumber;
import io.tillstream.protocol.document.Line;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.document.Person;
import io.tillstream.protocol.document.Replaced;
import io.tillstream.protocol.document.SettledCase;
import io.tillstream.protocol.document.Tender;
import io.tillstream.protocol.document.Transfer;
import io.tillstream.protocol.document.Voided;
import io.tillstream.protocol.money.Money;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.money.UnitPrice;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.series.SeriesTemplate;
import io.tillstream.protocol.transfer.TransferState;
import io.tillstream.protocol.verdict.ParkedReason;
import io.tillstream.protocol.wire.Protocol;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of docs/PROTOCOL.md say what the code does. */
class SpecificationTest {

  private static final Pattern LINK = Pattern.compile("\\]\\(protocol/([^)]+)\\)");

  @Test
  void everyProblemIsInTheTableAndNoOther() {
    assertThat(Specification.tableAfter("## 14. Problems", "code", "status", "title").stream())
        .containsExactlyElementsOf(
            Arrays.stream(ProblemCode.values())
                .map(
                    code -> List.of(code.toString(), Integer.toString(code.status()), code.title()))
                .toList());
  }

  @Test
  void workedExampleIsTheChainOfTheExampleDocuments() {
    List<List<String>> expected = new ArrayList<>();
    Hash hash = Hash.START;
    for (String file : Specification.DOCUMENTS_OF_THE_TERMINAL) {
      byte[] bytes = Specification.canonical(file);
      hash = hash.then(bytes);
      expected.add(
          List.of(
              Integer.toString(expected.size() + 1),
              "[" + file + "](protocol/" + file + ")",
              Integer.toString(bytes.length),
              hash.toString()));
    }

    assertThat(
            Specification.tableAfter("## 4. Hash chain", "n", "record", "bytes", "H(n)").stream())
        .containsExactlyElementsOf(expected);
  }

  static Stream<Arguments> fields() {
    return Stream.of(
        Arguments.of("### Fields of a document", Document.class),
        Arguments.of("Fields of a person:", Person.class),
        Arguments.of("Fields of a line:", Line.class),
        Arguments.of("Fields of a tender:", Tender.class),
        Arguments.of("Fields of `transfer`:", Transfer.class),
        Arguments.of("Fields of `settles`:", SettledCase.class),
        Arguments.of("Fields of `voids`:", Voided.class),
        Arguments.of("Fields of `replaces`:", Replaced.class),
        Arguments.of("Fields of a leased number:", LeasedNumber.class),
        Arguments.of("Fields of `closes`:", DayTotals.class),
        Arguments.of("Fields of a type's total:", DayTotals.OfType.class),
        Arguments.of("Fields of `count`:", CountDetails.class),
        Arguments.of("Fields of a place:", CountDetails.Place.class),
        Arguments.of("Fields of a line of a count:", CountDetails.CountLine.class));
  }

  @ParameterizedTest
  @MethodSource("fields")
  void fieldsAreInTheOrderInWhichTheyAreWritten(String heading, Class<?> type) {
    List<List<String>> rows = Specification.tableAfter(heading, "field", "type", "");

    assertThat(rows.stream().map(List::getFirst))
        .containsExactlyElementsOf(
            Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList());
  }

  static Stream<Arguments> limits() {
    return Stream.of(
        Arguments.of("documents in an upload batch", Protocol.BATCH_DOCUMENTS_MAX),
        Arguments.of("facts in an envelope", Protocol.ENVELOPE_RECORDS_MAX),
        Arguments.of("bytes of a batch or envelope, decompressed", Protocol.BATCH_BYTES_MAX),
        Arguments.of("bytes of one document", Protocol.RECORD_BYTES_MAX),
        Arguments.of("bytes of one fact", Protocol.FACT_BYTES_MAX),
        Arguments.of("rows in a page of changes", Protocol.PAGE_ROWS_MAX),
        Arguments.of(
            "size of a page's rows, in UTF-16 characters (the last row may go over)",
            Protocol.PAGE_BYTES_MAX),
        Arguments.of("lines of a document", Document.LINES_MAX),
        Arguments.of("quantity", Quantity.UNITS_MAX),
        Arguments.of("unit price", UnitPrice.MAJOR_UNITS_MAX),
        Arguments.of("tender, and the sum of a document's lines", Money.MAJOR_UNITS_MAX));
  }

  @ParameterizedTest
  @MethodSource("limits")
  void limitIsWhatTheCodeHas(String limit, long value) {
    assertThat(Specification.text())
        .contains("| %s | %s |".formatted(limit, String.format(Locale.ROOT, "%,d", value)));
  }

  @Test
  void everyParkedReasonIsExplained() {
    assertThat(Specification.tableAfter("## 6. Documents up", "reason", "").stream())
        .map(List::getFirst)
        .containsExactlyElementsOf(
            Arrays.stream(ParkedReason.values()).map(ParkedReason::toString).toList());
  }

  @Test
  void everyTypeIsExplainedAndHasItsStandardTemplate() {
    assertThat(
            Specification.tableAfter(
                "### Types", "type", "made by", "goods go from → to", "example")
                .stream())
        .map(List::getFirst)
        .containsExactlyElementsOf(
            Arrays.stream(DocumentType.values()).map(DocumentType::toString).toList());
    assertThat(Specification.tableAfter("## 12. Series", "type", "template").stream())
        .containsExactlyElementsOf(
            Arrays.stream(DocumentType.values())
                .map(type -> List.of(type.toString(), SeriesTemplate.standard(type).toString()))
                .toList());
  }

  @Test
  void everyLocationAndHeaderIsNamed() {
    assertThat(Specification.text())
        .contains(Arrays.stream(Location.values()).map(Location::toString).toList())
        .contains(
            Protocol.VERSION_HEADER,
            Protocol.AGENT_VERSION_HEADER,
            Protocol.PENDING_HEADER,
            Protocol.OLDEST_PENDING_HEADER,
            Protocol.NDJSON);
  }

  @Test
  void everyLocationAndStateOfATransferIsExplained() {
    assertThat(
            Specification.tableAfter("## 8. Stock", "location", "").stream()
                .flatMap(row -> Stream.of(row.getFirst().split(", ", -1))))
        .containsExactlyElementsOf(
            Arrays.stream(Location.values()).map(Location::toString).toList());
    assertThat(Specification.tableAfter("### Transfers", "state", "").stream())
        .map(List::getFirst)
        .containsExactlyElementsOf(
            Arrays.stream(TransferState.values()).map(TransferState::toString).toList());
  }

  @Test
  void everyExampleIsReferredToAndEveryReferenceExists() {
    List<String> linked =
        LINK.matcher(Specification.text()).results().map(m -> m.group(1)).distinct().toList();

    assertThat(linked)
        .allSatisfy(
            file ->
                assertThat(Files.isRegularFile(Specification.DOCS.resolve("protocol/" + file)))
                    .isTrue());
    assertThat(Specification.exampleFiles().map(file -> file.getFileName().toString()))
        .containsExactlyInAnyOrderElementsOf(linked);
  }

  @Test
  void everyChapterOfTheContentsExists() {
    List<String> headings =
        Specification.text()
            .lines()
            .filter(line -> line.startsWith("## "))
            .map(line -> line.substring(3))
            .toList();
    List<String> contents =
        Pattern.compile("\\[(\\d+\\. [^]]+)]\\(#")
            .matcher(Specification.text())
            .results()
            .map((MatchResult m) -> m.group(1))
            .toList();

    assertThat(contents).isEqualTo(headings);
  }
}
