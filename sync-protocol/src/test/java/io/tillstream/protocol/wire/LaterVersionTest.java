package io.tillstream.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.document.DayTotals;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.LeasedNumber;
import io.tillstream.protocol.document.Line;
import io.tillstream.protocol.document.Person;
import io.tillstream.protocol.document.Replaced;
import io.tillstream.protocol.document.Tender;
import io.tillstream.protocol.document.Transfer;
import io.tillstream.protocol.document.Voided;
import io.tillstream.protocol.download.Cursor;
import io.tillstream.protocol.problem.FieldError;
import io.tillstream.protocol.series.Series;
import io.tillstream.protocol.verdict.ParkedReason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A terminal two versions behind, or ahead, is understood (I21). */
class LaterVersionTest {

  static Stream<Class<?>> whatTravels() {
    return Stream.of(
        ChangePage.class,
        ChangePage.Acknowledged.class,
        TableChanges.class,
        TransfersRequest.class,
        TransfersAnswer.class,
        TransfersAnswer.Told.class,
        TransfersAnswer.ToldItem.class,
        TransfersAnswer.Requested.class,
        Transfer.class,
        DocumentsAnswer.class,
        DocumentVerdict.class,
        DocumentSummary.class,
        EnrolmentGrant.class,
        EnrolmentRequest.class,
        Fact.class,
        FactsAnswer.class,
        SnapshotManifest.class,
        CarriedHead.class,
        StreamHeader.class,
        Watermark.class,
        Series.class,
        Document.class,
        Line.class,
        Person.class,
        Tender.class,
        Voided.class,
        Replaced.class,
        LeasedNumber.class,
        DayTotals.class,
        DayTotals.OfType.class,
        FieldError.class,
        HandshakeRequest.class,
        HandshakeRequest.Schema.class,
        HandshakeAnswer.class,
        Cursor.class);
  }

  @ParameterizedTest
  @MethodSource("whatTravels")
  void fieldsThatALaterVersionAddsAreIgnored(Class<?> type) {
    assertThat(type.getAnnotation(JsonIgnoreProperties.class))
        .isNotNull()
        .extracting(JsonIgnoreProperties::ignoreUnknown)
        .isEqualTo(true);
  }

  @Test
  void answerOfALaterStoreIsUnderstoodDownToItsParts() {
    DocumentsAnswer answer =
        StrictJson.read(
            """
            {"protocol":2,"outcome":"APPLIED","mood":"good",
             "watermark":{"position":1,"hash":"%s","tree":[]},
             "verdicts":[{"n":1,"verdict":"PARKED","reason":"age-check","who":"you"}],
             "headOffice":0,"serverTime":"2026-11-20T10:42:00Z"}
            """
                .formatted("0".repeat(64))
                .getBytes(StandardCharsets.UTF_8),
            DocumentsAnswer.class);

    assertThat(answer.watermark().position()).isEqualTo(1);
    assertThat(answer.verdicts().getFirst().reason()).isEqualTo(ParkedReason.NOT_BOOKABLE);
  }

  @ParameterizedTest
  @EnumSource
  void reasonsReadBackFromTheirNamesOnTheWire(ParkedReason reason) {
    assertThat(ParkedReason.of(reason.toString())).isEqualTo(reason);
  }

  @ParameterizedTest
  @EnumSource
  void deliveryStatesReadBackFromTheirNamesOnTheWire(Delivery delivery) {
    assertThat(Delivery.of(delivery.toString())).isEqualTo(delivery);
  }

  @Test
  void documentIsPendingUntilTheStoreAndThenHeadOfficeHoldIt() {
    assertThat(Stream.of(1, 2, 3, 4, 5).map(n -> Delivery.of(n, 4, 2)))
        .isEqualTo(
            Arrays.asList(
                Delivery.HEAD_OFFICE,
                Delivery.HEAD_OFFICE,
                Delivery.STORE,
                Delivery.STORE,
                Delivery.PENDING));
  }
}
