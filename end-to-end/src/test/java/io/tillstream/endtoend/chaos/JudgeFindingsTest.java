package io.tillstream.endtoend.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.endtoend.books.Books;
import io.tillstream.endtoend.books.Difference;
import io.tillstream.endtoend.books.Difference.Kind;
import io.tillstream.endtoend.books.Reconciliation;
import io.tillstream.endtoend.books.StoreBooks;
import io.tillstream.endtoend.chaos.Verdict.State;
import io.tillstream.endtoend.trade.Receipt;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.wire.DocumentSummary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A verdict that cannot be broken says nothing. */
class JudgeFindingsTest {

  private static final StoreId S1 = new StoreId("S1");
  private static final DocumentKey SALE = new DocumentKey(S1, new TerminalId("T1"), 1, 1);

  private final Acknowledged record = new Acknowledged(Map.of(S1, Map.of()));
  private final List<Difference> differences = new ArrayList<>();
  private final List<String> unanswered = new ArrayList<>();
  private final List<String> notRefused = new ArrayList<>();
  private final Map<String, Integer> troubles =
      new HashMap<>(
          Map.of(
              "agent killed", 2,
              "line cut", 3,
              "prices changed", 4,
              "terminal restored", 1,
              "terminal copied", 1,
              "store restored", 1));
  private final SortedMap<String, Quantity> shownAtTheTill = shelf();
  private boolean isAtHeadOffice = true;
  private Looked prices = new Looked(8, List.of());
  private Looked together = new Looked(100, List.of());
  private Looked logs = new Looked(500, List.of());
  private Looked cleared = new Looked(20, List.of());
  private Duration drained = Duration.ofSeconds(9);

  JudgeFindingsTest() {
    acknowledges(SALE, "R1", "S1-T1-25-1-000001");
  }

  @Test
  void everyInvariantHasAVerdictAndAllHoldWhenNothingSpeaksAgainstThem() {
    assertThat(verdicts())
        .extracting(Verdict::invariant)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 22).mapToObj(i -> "I" + i).toList());
    assertThat(in(State.HELD))
        .containsExactly(
            "I1", "I2", "I3", "I4", "I5", "I6", "I7", "I10", "I11", "I12", "I13", "I14", "I15",
            "I16", "I18");
    assertThat(in(State.NOT_TRIED)).containsExactly("I8", "I9", "I17", "I19", "I20", "I21", "I22");
  }

  @Test
  void whereNothingCameThatCouldBreakThemVerdictsAreUntested() {
    troubles.clear();
    cleared = new Looked(0, List.of());

    assertThat(in(State.UNTESTED))
        .containsExactly("I1", "I2", "I3", "I4", "I5", "I10", "I11", "I12", "I13", "I15", "I18");
  }

  @Test
  void anAcknowledgedDocumentThatHeadOfficeHasNotBreaksWhatWasPromised() {
    isAtHeadOffice = false;

    assertThat(in(State.BROKEN)).containsExactly("I1", "I12");
  }

  @Test
  void eachKindOfDifferenceBreaksTheInvariantThatSpeaksOfIt() {
    assertThat(brokenBy(Kind.DOCUMENT, "S1/T1/1/1")).containsExactly("I2", "I18");
    assertThat(brokenBy(Kind.STREAM, "S1/T1/1")).containsExactly("I6", "I18");
    assertThat(brokenBy(Kind.ON_HAND, "LAMP")).containsExactly("I6");
    assertThat(brokenBy(Kind.INPUT, "on-hand of LAMP")).containsExactly("I7");
    assertThat(brokenBy(Kind.NUMBER, "S1-T1-25-1-000001")).containsExactly("I10");
    assertThat(brokenBy(Kind.WAITING, "S1")).containsExactly("I14");
  }

  @Test
  void aNumberThatWasPrintedTwiceIsBrokenThoughAllTiersAgree() {
    acknowledges(new DocumentKey(S1, new TerminalId("T1"), 2, 1), "R2", "S1-T1-25-1-000001");

    assertThat(in(State.BROKEN)).contains("I10");
  }

  @Test
  void whatWasSeenOnTheWayBreaksItsInvariant() {
    prices = new Looked(8, List.of("S1-T1 shows 1"));
    together = new Looked(100, List.of("S1-T1 shows 1 and 2"));
    logs = new Looked(500, List.of("a change is missing"));
    cleared = new Looked(20, List.of("S1-T1 has deleted too much"));
    notRefused.add("terminal S1-T1, restored, recorded R9");
    unanswered.add("sale R3 was never answered");
    drained = JudgeFindings.DRAINED_WITHIN.plusSeconds(1);
    shownAtTheTill.put("LAMP", Quantity.ofUnits(9));

    assertThat(in(State.BROKEN))
        .containsExactly("I3", "I4", "I5", "I11", "I13", "I14", "I15", "I16");
  }

  private void acknowledges(DocumentKey key, String reference, String number) {
    record.add(
        new Receipt(DocumentType.SALE, reference, "2025-11-29", null, null, List.of()),
        new Acknowledgement(key, DocumentType.SALE, reference, number));
  }

  private List<String> brokenBy(Kind kind, String subject) {
    differences.clear();
    differences.add(
        new Difference(kind, subject, Map.of("store S1", "this", "head office", "that")));
    return in(State.BROKEN);
  }

  private List<String> in(State state) {
    return verdicts().stream()
        .filter(verdict -> verdict.state() == state)
        .map(Verdict::invariant)
        .toList();
  }

  private List<Verdict> verdicts() {
    Books store = books("store S1", shelf(), true);
    StoreBooks all =
        new StoreBooks(
            S1.value(),
            List.of(books("terminal S1-T1", shownAtTheTill, true)),
            store,
            books("head office", shelf(), isAtHeadOffice),
            Map.of(),
            0,
            0,
            0);
    Reconciliation books =
        new Reconciliation(List.of(), 1, 1, 1, 0, 0, 1, 1, 1, 0, 0, 0, differences);
    return new JudgeFindings(
            new Findings(record, List.of(all), books, unanswered, prices, drained),
            together,
            logs,
            cleared,
            troubles,
            notRefused)
        .verdicts();
  }

  private static Books books(String holder, SortedMap<String, Quantity> shelf, boolean hasTheSale) {
    SortedMap<DocumentKey, DocumentSummary> documents =
        new TreeMap<>(Comparator.comparing(DocumentKey::toString));
    if (hasTheSale) {
      documents.put(SALE, summary());
    }
    return new Books(
        holder, new TreeMap<>(Comparator.comparing(DocumentStream::toString)), documents, shelf);
  }

  private static SortedMap<String, Quantity> shelf() {
    return new TreeMap<>(Map.of("LAMP", Quantity.ofUnits(10)));
  }

  private static DocumentSummary summary() {
    return new DocumentSummary(
        S1,
        SALE.terminal(),
        SALE.epoch(),
        SALE.n(),
        DocumentType.SALE,
        "S1-T1-25-1-000001",
        "R1",
        1,
        "2.55",
        "GBP",
        "2025-11-29",
        "2025-11-29T10:00:00Z",
        null,
        null,
        null,
        null);
  }
}
