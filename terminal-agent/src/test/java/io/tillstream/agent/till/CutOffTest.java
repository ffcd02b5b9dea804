package io.tillstream.agent.till;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tillstream.agent.series.SeriesBook;
import io.tillstream.agent.shop.SmallStore;
import io.tillstream.agent.shop.TestTerminal;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.document.DayTotals;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.document.Tender;
import io.tillstream.protocol.problem.ProblemCode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A terminal without its store sells, numbers, voids and closes days (I19), whatever its clock says
 * (I20).
 */
class CutOffTest {

  private static final Instant MORNING = Instant.parse("2026-12-10T09:00:00Z");

  @TempDir Path folder;

  private final SmallStore store = new SmallStore();
  private final AtomicReference<Instant> clock = new AtomicReference<>(MORNING);
  private TestTerminal terminal;

  @BeforeEach
  void enrolAndCutOff() {
    TestTerminal.enrolled(store, folder).close();
    store.close();
    terminal = TestTerminal.reopened(folder, clock::get);
  }

  @AfterEach
  void close() {
    terminal.close();
  }

  @Test
  void thirtyDaysOverNewYearAreSoldNumberedVoidedAndClosed() {
    Set<String> printed = new HashSet<>();
    Hash chain = Hash.START;
    for (int day = 0; day < 30; day++) {
      LocalDate today = LocalDate.of(2026, 12, 10).plusDays(day);
      clock.set(MORNING.plus(Duration.ofDays(day)));
      Document first = terminal.sells("a" + day, "LAMP", 1).document();
      Document second = terminal.sells("b" + day, "LAMP", 2).document();
      Document taken = terminal.voids("v" + day, second.number()).document();
      Document close = terminal.closesDay("z" + day).document();

      int ofTheYear = today.getYear() == 2026 ? day : day - 22;
      assertThat(first.number())
          .isEqualTo("S1-T1-%d-1-%06d".formatted(today.getYear() % 100, 2 * ofTheYear + 1));
      assertThat(first.period()).isEqualTo(today.getYear());
      assertThat(taken.number())
          .isEqualTo("V-S1-T1-%d-1-%06d".formatted(today.getYear() % 100, ofTheYear + 1));
      assertThat(close.businessDate()).isEqualTo(today.toString());
      assertThat(close.closes())
          .isEqualTo(
              new DayTotals(
                  4L * day + 1,
                  4L * day + 3,
                  List.of(
                      new DayTotals.OfType(DocumentType.SALE, 2, 765),
                      new DayTotals.OfType(DocumentType.VOID, 1, -510)),
                  List.of()));
      for (Document made : List.of(first, second, taken, close)) {
        assertThat(printed.add(made.number())).as(made.number()).isTrue();
        assertThat(made.offline()).isTrue();
        chain = chain.then(made.canonicalBytes());
      }
      if (day % 7 == 3) {
        terminal.close();
        terminal = TestTerminal.reopened(folder, clock::get);
      }
    }
    assertThat(terminal.journal.head().position()).isEqualTo(120);
    assertThat(terminal.journal.head().hash()).isEqualTo(chain);
  }

  @Test
  void theNextYearsSeriesAreThereAtLeastThirtyDaysAhead() {
    clock.set(Instant.parse("2026-12-01T09:00:00Z"));
    terminal.sells("a", "LAMP", 1);
    terminal.close();
    terminal = TestTerminal.reopened(folder, clock::get);

    assertThat(terminal.journal.numbering())
        .filteredOn(each -> each.series().equals("sale"))
        .extracting(SeriesBook.Standing::period, SeriesBook.Standing::next)
        .containsExactly(tuple(2026, 2L), tuple(2027, 1L));
  }

  @Test
  void aLateDocumentOfTheOldYearStaysInTheOldSeries() {
    terminal.sells("a", "LAMP", 1);
    clock.set(Instant.parse("2027-01-04T09:00:00Z"));
    terminal.closesDay("z");
    Document ofTheNewYear = terminal.sells("b", "LAMP", 1).document();
    Document late =
        terminal
            .records(
                DocumentType.SALE,
                """
                {"reference":"late","businessDate":"2026-12-31",
                 "lines":[{"item":"LAMP","quantity":1,"unitPrice":"2.55"}]}""")
            .document();
    Document next = terminal.sells("c", "LAMP", 1).document();

    assertThat(ofTheNewYear.number()).isEqualTo("S1-T1-27-1-000001");
    assertThat(late.number()).isEqualTo("S1-T1-26-1-000002");
    assertThat(next.number()).isEqualTo("S1-T1-27-1-000002");
    assertThat(next.businessDate()).isEqualTo("2027-01-04");
  }

  @Test
  void aClockThatIsADayWrongOrGoesBackMovesNoBusinessDateAndBreaksNoSeries() {
    clock.set(MORNING.plus(Duration.ofDays(1)));
    Document ahead = terminal.sells("a", "LAMP", 1).document();
    clock.set(MORNING.minus(Duration.ofDays(400)));
    Document back = terminal.sells("b", "LAMP", 1).document();
    Document close = terminal.closesDay("z").document();
    Document after = terminal.sells("c", "LAMP", 1).document();

    assertThat(List.of(ahead, back, close))
        .extracting(Document::businessDate)
        .containsOnly("2026-12-11");
    assertThat(after.businessDate()).isEqualTo("2026-12-12");
    assertThat(after.number()).isEqualTo("S1-T1-26-1-000003");
    assertThat(back.recordedAt()).as("data, never order").startsWith("2025-");
    assertThat(List.of(ahead.n(), back.n(), close.n(), after.n())).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void theMeasuredSkewIsTakenOffWhenADayIsOpened() {
    clock.set(MORNING.plus(Duration.ofDays(1)));
    terminal.contact.measured(clock.get(), clock.get(), MORNING);

    Document sale = terminal.sells("a", "LAMP", 1).document();

    assertThat(sale.businessDate()).isEqualTo("2026-12-10");
    assertThat(sale.skewMillis()).isEqualTo(Duration.ofDays(1).toMillis());
  }

  @Test
  void aClockADayAheadOpensTheRightDateAlsoAfterARestartWithoutTheStore() {
    measuresAndCloses(MORNING.plus(Duration.ofDays(1)));

    Document next = sellsStartedAgainAt(MORNING.plus(Duration.ofDays(2)));

    assertThat(next.businessDate()).isEqualTo("2026-12-11");
    assertThat(next.skewMillis()).isEqualTo(Duration.ofDays(1).toMillis());
  }

  @Test
  void aClockThatWasSetWhileTheTillWasOffOpensNoDateTooLate() {
    measuresAndCloses(MORNING.minus(Duration.ofDays(1))); // behind by a day, then set right

    assertThat(sellsStartedAgainAt(MORNING.plus(Duration.ofDays(1))).businessDate())
        .isEqualTo("2026-12-11");
  }

  @Test
  void aClockThatWasAheadAndIsSetRightOpensNoClosedDateAndIsRightOnceTheStoreIsHeard() {
    measuresAndCloses(MORNING.plus(Duration.ofDays(1)));
    Instant monday = MORNING.plus(Duration.ofDays(4));

    assertThat(sellsStartedAgainAt(monday).businessDate()).as("early").isEqualTo("2026-12-13");
    terminal.contact.measured(monday, monday, monday);
    terminal.closesDay("zz");
    assertThat(terminal.sells("c", "LAMP", 1).document().businessDate()).isEqualTo("2026-12-14");
  }

  private void measuresAndCloses(Instant shown) {
    clock.set(shown);
    terminal.contact.measured(shown, shown, MORNING);
    assertThat(terminal.sells("a", "LAMP", 1).document().businessDate()).isEqualTo("2026-12-10");
    terminal.closesDay("z");
  }

  private Document sellsStartedAgainAt(Instant shown) {
    terminal.close();
    clock.set(shown);
    terminal = TestTerminal.reopened(folder, clock::get);
    return terminal.sells("b", "LAMP", 1).document();
  }

  @Test
  void aVoidKeepsTheNumberOfWhatItVoidsAndHasItsOwn() {
    Document sale =
        terminal
            .records(
                DocumentType.SALE,
                """
                {"reference":"a","customer":"17850","lines":[{"item":"LAMP","quantity":2,"unitPrice":"2.55"}],
                 "tenders":[{"type":"cash","amount":"5.10"}]}""")
            .document();

    Document taken = terminal.voids("v", sale.number()).document();

    assertThat(taken.type()).isEqualTo(DocumentType.VOID);
    assertThat(taken.number()).isEqualTo("V-S1-T1-26-1-000001");
    assertThat(taken.voids().number()).isEqualTo(sale.number());
    assertThat(taken.lines()).isEqualTo(sale.lines());
    assertThat(taken.tenders()).containsExactly(new Tender("cash", -510));
    assertThat(taken.totalMinor()).isEqualTo(-510);
    assertThat(terminal.read.whole(sale.n()).orElseThrow().document()).isEqualTo(sale);
    assertThat(Receipt.of(taken, ZoneOffset.UTC)).contains("VOID", "Voids " + sale.number());
  }

  /** Its void takes them back out of scrap, since each is booked without the other. */
  @Test
  void returnedGoodsThatAreUnfitGoToScrapAndSoDoesTheirVoidTakeThemBack() {
    String body =
        """
        {"reference":"r","goodsTo":"%s","lines":[{"item":"LAMP","quantity":2,"unitPrice":"2.55"}]}""";
    Document unfit = terminal.records(DocumentType.RETURN, body.formatted("scrap")).document();

    assertThat(unfit.goodsTo()).isEqualTo(Location.SCRAP);
    assertThat(unfit.v()).isEqualTo(3);
    assertThat(Receipt.of(unfit, ZoneOffset.UTC)).contains("Not to be sold again");
    assertThat(terminal.records(DocumentType.RETURN, body.formatted("scrap")).fresh()).isFalse();
    assertProblem(
        ProblemCode.REFERENCE_REUSED,
        () -> terminal.records(DocumentType.RETURN, body.formatted("shop-floor")));
    assertProblem(
        ProblemCode.INVALID_FIELD,
        () -> terminal.records(DocumentType.RETURN, body.formatted("attic")));
    assertProblem(
        ProblemCode.UNKNOWN_FIELD,
        () -> terminal.records(DocumentType.SALE, body.formatted("scrap")));

    assertThat(terminal.voids("v", unfit.number()).document().goodsTo()).isEqualTo(Location.SCRAP);
  }

  @Test
  void aReturnThatSaysTheShopFloorIsTheSameAsOneThatSaysNothing() {
    Document fit =
        terminal
            .records(
                DocumentType.RETURN,
                """
                {"reference":"r","goodsTo":"shop-floor","lines":[{"item":"LAMP","quantity":2,"unitPrice":"2.55"}]}""")
            .document();

    assertThat(fit.goodsTo()).isNull();
    assertThat(fit.v()).isEqualTo(2);
  }

  @Test
  void whatCannotBeVoidedIsRefusedAndBurnsNoNumber() {
    Document sale = terminal.sells("a", "LAMP", 1).document();
    Document taken = terminal.voids("v1", sale.number()).document();

    assertThat(terminal.voids("v1", sale.number()).fresh()).as("the same request again").isFalse();
    assertProblem(ProblemCode.ALREADY_VOIDED, () -> terminal.voids("v2", sale.number()));
    assertProblem(ProblemCode.NOT_VOIDABLE, () -> terminal.voids("v3", taken.number()));
    assertProblem(ProblemCode.NOT_FOUND, () -> terminal.voids("v4", "S1-T1-26-1-999999"));
    assertProblem(ProblemCode.REFERENCE_REUSED, () -> terminal.voids("v1", taken.number()));
    terminal.closesDay("z");
    assertProblem(ProblemCode.NOT_VOIDABLE, () -> terminal.voids("v5", "D-S1-T1-26-1-000001"));

    Document next = terminal.sells("b", "LAMP", 1).document();
    assertThat(terminal.voids("v6", next.number()).document().number())
        .isEqualTo("V-S1-T1-26-1-000002");
  }

  @Test
  void manyTillsVoidingOneReceiptAtOnceVoidItOnce() throws Exception {
    Document sale = terminal.sells("a", "LAMP", 1).document();
    List<Future<Boolean>> voids = new ArrayList<>();
    try (ExecutorService tills = Executors.newFixedThreadPool(8)) {
      IntStream.range(0, 16)
          .forEach(
              i ->
                  voids.add(
                      tills.submit(
                          () -> {
                            try {
                              return terminal.voids("v" + i, sale.number()).fresh();
                            } catch (ProblemException refused) {
                              assertThat(refused.code()).isEqualTo(ProblemCode.ALREADY_VOIDED);
                              return false;
                            }
                          })));
    }
    int made = 0;
    for (Future<Boolean> each : voids) {
      made += each.get() ? 1 : 0;
    }
    assertThat(made).isOne();
    assertThat(terminal.journal.head().position()).isEqualTo(2);
  }

  @Test
  void aDayIsClosedOnceAndTheNextOneBegins() {
    terminal.sells("a", "LAMP", 1);
    Document close = terminal.closesDay("z").document();

    assertThat(terminal.closesDay("z").document()).isEqualTo(close);
    assertProblem(
        ProblemCode.BUSINESS_DATE_CLOSED,
        () -> closes("{\"reference\":\"y\",\"businessDate\":\"2026-12-10\"}"));
    assertThat(terminal.closesDay("x").document().businessDate()).isEqualTo("2026-12-11");
    assertThat(terminal.closesDay("w").document().closes().types())
        .as("nothing since the last close")
        .isEmpty();
  }

  private void closes(String json) {
    terminal.closesDayAs(json);
  }

  @Test
  void aCustomerTakenDownOfflineIsNumberedInASeriesOfItsOwn() {
    Document customer =
        terminal
            .records(DocumentType.CUSTOMER, "{\"reference\":\"c\",\"name\":\"Zoe\"}")
            .document();
    terminal.contact.heard(clock.get());
    Document known =
        terminal
            .records(DocumentType.CUSTOMER, "{\"reference\":\"d\",\"name\":\"Ann\"}")
            .document();

    assertThat(customer.number()).isEqualTo("CO-S1-T1-26-1-000001");
    assertThat(customer.series()).isEqualTo("customer-offline");
    assertThat(known.number()).isEqualTo("C-S1-T1-26-1-000001");
  }

  @Test
  void leasedNumbersAreUsedOfflineUntilTheyAreExhaustedAndNoneTwice() {
    terminal.journal.leasesDue(List.of("gift-card"));
    terminal.journal.lent("gift-card", 104, 105);
    terminal.journal.lent("gift-card", 900, 900);
    terminal.journal.lent("gift-card", 104, 105); // the same answer again

    assertThat(giftCard("a")).isEqualTo(104);
    terminal.close();
    terminal = TestTerminal.reopened(folder, clock::get);
    assertThat(giftCard("a")).as("the same request again").isEqualTo(104);
    assertThat(giftCard("b")).isEqualTo(105);
    assertThat(terminal.journal.leases().getFirst().left()).isEqualTo(1);
    assertThat(giftCard("c")).isEqualTo(900);
    assertProblem(ProblemCode.RANGE_EXHAUSTED, () -> giftCard("d"));

    assertThat(terminal.journal.leases().getFirst().next()).isNull();
    assertThat(terminal.sells("e", "LAMP", 1).document().number()).isEqualTo("S1-T1-26-1-000004");
  }

  @Test
  void aRangeIsRefilledWhileASecondOneIsInReserve() {
    String asked = terminal.journal.leasesDue(List.of("gift-card")).get("gift-card");
    assertThat(terminal.journal.leasesDue(List.of("gift-card")))
        .as("an unanswered question is asked again as it was")
        .containsEntry("gift-card", asked);
    terminal.journal.lent("gift-card", 1, 2);
    assertThat(terminal.journal.leasesDue(List.of("gift-card")).get("gift-card"))
        .isNotNull()
        .isNotEqualTo(asked);
    terminal.journal.lent("gift-card", 3, 4);
    assertThat(terminal.journal.leasesDue(List.of("gift-card"))).isEmpty();

    giftCard("a");
    clock.set(clock.get().plusSeconds(60));
    assertThat(terminal.journal.leases().getFirst().lastsUntil())
        .as("one in a minute: three more minutes")
        .isEqualTo(clock.get().plusSeconds(180));
    giftCard("b");
    assertThat(terminal.journal.leasesDue(List.of("gift-card"))).hasSize(1);
  }

  private long giftCard(String reference) {
    return terminal
        .records(
            DocumentType.SALE,
            """
            {"reference":"%s","lines":[{"item":"CARD","quantity":1,"unitPrice":"10"}],
             "leased":[{"range":"gift-card"}]}"""
                .formatted(reference))
        .document()
        .leased()
        .getFirst()
        .number();
  }

  private static void assertProblem(ProblemCode code, Runnable action) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            ProblemException.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }
}
