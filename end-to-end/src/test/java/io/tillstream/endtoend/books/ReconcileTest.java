package io.tillstream.endtoend.books;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.endtoend.books.Difference.Kind;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.series.SeriesTemplate;
import io.tillstream.protocol.wire.DocumentSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReconcileTest {

  private static final DocumentStream T1 =
      new DocumentStream(new StoreId("S1"), new TerminalId("T1"), 1);

  private final List<DocumentSummary> atTerminal = new ArrayList<>(List.of(sale(1), sale(2)));
  private final List<DocumentSummary> inStore = new ArrayList<>(atTerminal);
  private final List<DocumentSummary> above = new ArrayList<>(atTerminal);
  private final SortedMap<String, Quantity> onTerminal = shelf();
  private final SortedMap<String, Quantity> onStoreShelf = shelf();
  private SeriesTemplate series = SeriesTemplate.standard(DocumentType.SALE);
  private boolean isEnrolledAnew;
  private String hashAbove = "aa";
  private long parked;
  private long given = 2;

  @Test
  void equalBooksAgree() {
    Reconciliation result = reconcile();

    assertThat(result.everyTierAgrees()).isTrue();
    assertThat(result.documentsMade()).isEqualTo(2);
    assertThat(result.items()).isEqualTo(1);
    assertThat(result.numbers()).isEqualTo(2);
  }

  @Test
  void documentMissingAtHeadOfficeIsNamed() {
    above.removeLast();
    hashAbove = "bb";

    assertThat(reconcile().differences())
        .extracting(Difference::toString)
        .containsExactly(
            "stream S1/T1/1: head office 2 documents, chain bb; store S1 2 documents, chain aa;"
                + " terminal S1-T1 2 documents, chain aa",
            "document S1/T1/1/2: head office has none; store S1 sale S1-T1-25-1-000002 (r2) of"
                + " 2025-11-29, 1 lines, 2.55 GBP; terminal S1-T1 sale S1-T1-25-1-000002 (r2) of"
                + " 2025-11-29, 1 lines, 2.55 GBP");
  }

  @Test
  void wrongShelfIsNamed() {
    onTerminal.put("85123a", Quantity.ofUnits(3));

    assertThat(reconcile().differences())
        .extracting(Difference::toString)
        .containsExactly("on-hand of 85123a in S1: head office 0; store S1 0; terminal S1-T1 3");
  }

  @Test
  void shelfThatDoesNotFollowFromTheInputIsNamed() {
    onStoreShelf.put("85123A", Quantity.ofUnits(9));
    onTerminal.put("85123A", Quantity.ofUnits(9));

    assertThat(kinds()).contains(Kind.INPUT);
  }

  @Test
  void gapInTheNumbersIsNamed() {
    replaceLast(document(2, "S1-T1-25-1-000003"));

    assertThat(kinds()).containsExactly(Kind.NUMBER);
  }

  @Test
  void numberPrintedTwiceIsNamed() {
    replaceLast(document(2, "S1-T1-25-1-000001"));

    assertThat(kinds()).containsExactly(Kind.NUMBER, Kind.NUMBER);
  }

  @Test
  void earlierLifeOfATerminalIsCheckedByItsSeriesThoughItHasSoldNothingSince() {
    series = SeriesTemplate.parse("{store}-{terminal}-{epoch}-{yy}-{n:4}");
    isEnrolledAnew = true;
    for (List<DocumentSummary> tier : List.of(inStore, above)) {
      tier.replaceAll(sale -> document(sale.n(), "S1-T1-1-25-%04d".formatted(sale.n())));
    }

    assertThat(kinds()).doesNotContain(Kind.NUMBER);
  }

  @Test
  void parkedDocumentIsADifference() {
    parked = 1;

    assertThat(kinds()).containsExactly(Kind.WAITING);
  }

  @Test
  void documentThatTheTillGaveAndNobodyHasIsADifference() {
    given = 3;

    assertThat(kinds()).containsExactly(Kind.INPUT);
  }

  private void replaceLast(DocumentSummary document) {
    for (List<DocumentSummary> tier : List.of(atTerminal, inStore, above)) {
      tier.set(1, document);
    }
  }

  private List<Kind> kinds() {
    return reconcile().differences().stream().map(Difference::kind).toList();
  }

  private Reconciliation reconcile() {
    Books terminal =
        isEnrolledAnew
            ? Books.of("terminal S1-T1", Map.of(), List.of(), onTerminal)
            : books("terminal S1-T1", "aa", atTerminal, onTerminal);
    Books store = books("store S1", "aa", inStore, onStoreShelf);
    Books headOffice = books("head office", hashAbove, above, onStoreShelf);
    StoreBooks all =
        new StoreBooks(
            "S1",
            List.of(terminal),
            store,
            headOffice,
            Map.of(T1.terminal(), Map.of(DocumentType.SALE.toString(), series)),
            parked,
            0,
            0);
    return Reconcile.of(List.of(all), List.of(shelf()), given);
  }

  private static Books books(
      String holder,
      String hash,
      List<DocumentSummary> documents,
      SortedMap<String, Quantity> onHand) {
    return Books.of(holder, Map.of(T1, new StreamEnd(2, hash)), documents, onHand);
  }

  private static SortedMap<String, Quantity> shelf() {
    return new TreeMap<>(Map.of("85123A", Quantity.ofUnits(10)));
  }

  private static DocumentSummary sale(long n) {
    return document(n, "S1-T1-25-1-%06d".formatted(n));
  }

  private static DocumentSummary document(long n, String number) {
    return new DocumentSummary(
        T1.store(),
        T1.terminal(),
        1,
        n,
        DocumentType.SALE,
        number,
        "r" + n,
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
