package io.tillstream.store.conflict;

import static io.tillstream.store.count.ACountingShop.sells;
import static io.tillstream.store.count.ACountingShop.till;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.conflict.CaseKind;
import io.tillstream.protocol.conflict.Choice;
import io.tillstream.protocol.conflict.Explain;
import io.tillstream.protocol.conflict.Settlement;
import io.tillstream.store.AJournal;
import io.tillstream.store.H2Books;
import io.tillstream.store.count.ACountingShop;
import io.tillstream.store.intake.Uploads;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A count was posted without a till's mark, and what the till had sold comes in afterwards. */
class CountCaseTest {

  @RegisterExtension final H2Books books = new H2Books();

  private final AJournal till = till("T1", 1);
  private ACountingShop shop;
  private CaseBooks cases;

  @BeforeEach
  void eightLampsWereCountedAndThreeAreHeardOfLate() throws SQLException {
    cases = new CaseBooks(books);
    shop = new ACountingShop(books).knows("LAMP", "VASE");
    shop.receives(10, "LAMP");
    shop.hasCountedWithoutAMark("C1", "8", "LAMP", till.stream());
    Instant now = Instant.now();
    sells(till, 2, "LAMP", now.minusSeconds(120));
    sells(till, 1, "LAMP", now.minusSeconds(10));
    Uploads.of(books, till, 0, 2);
  }

  @AfterEach
  void whateverIsDecidedTheBooksAddUp() throws SQLException {
    shop.keepsItsBooksSound();
  }

  @Test
  void whatTheCountMayIncludeIsOneCaseThatNamesTheDocuments() throws SQLException {
    assertThat(open()).containsExactly("C1: T1/1/1 2, T1/1/2 1");
    assertThat(
            new Explain(ZoneOffset.UTC, Instant.now())
                .why(new Facts(H2Books.SHOP).of(rows().getFirst()).orElseThrow()))
        .startsWith(
            "Count C1 of the shop-floor cannot be squared: nobody knows whether it includes these:"
                + " terminal T1 sold 2 at ");
  }

  @Test
  void whatWasInTheCountIsRestatedAsThePreviewSaid() throws SQLException {
    Settlement.Effect told =
        Settlement.of(Choice.INSIDE, new Facts(H2Books.SHOP).of(rows().getFirst()).orElseThrow())
            .orElseThrow()
            .stock()
            .getFirst();

    assertThat(cases.settles(Choice.INSIDE, "Ann")).isInstanceOf(SettleAnswer.Settled.class);

    assertThat(told.before() + " → " + told.after()).isEqualTo("5 → 8");
    assertThat(shop.onHand("LAMP")).isEqualTo("8");
    assertThat(open()).isEmpty();
    assertThat(books.ask("SELECT n, state, settled_by FROM count_review ORDER BY n"))
        .containsExactly("1 inside Ann", "2 inside Ann");
    assertThat(shop.ownDocuments())
        .containsExactly("count C1", "count-restatement C1 T1/1/1", "count-restatement C1 T1/1/2");
  }

  @Test
  void whatCameAfterTheCountStaysAsItIsBooked() throws SQLException {
    assertThat(cases.settles(Choice.OUTSIDE, "Ann")).isInstanceOf(SettleAnswer.Settled.class);

    assertThat(shop.onHand("LAMP")).isEqualTo("5");
    assertThat(books.ask("SELECT state FROM conflict_case")).containsExactly("settled");
    assertThat(books.ask("SELECT DISTINCT state FROM count_review")).containsExactly("outside");
  }

  @Test
  void whoCountsAgainBeginsACountOfTheseItems() throws SQLException {
    assertThat(cases.settles(Choice.RECOUNT, "Ann")).isInstanceOf(SettleAnswer.Settled.class);

    assertThat(
            books.ask(
                "SELECT c.count_id, c.kind, c.location, c.state, l.item FROM stock_count c"
                    + " INNER JOIN count_line l ON l.count_id = c.count_id"
                    + " WHERE c.state = 'open'"))
        .containsExactly("case-1-1 partial shop-floor open LAMP");
    assertThat(shop.onHand("LAMP")).isEqualTo("5");
  }

  @Test
  void aWordOnEachDocumentEndsTheCaseByItself() throws SQLException {
    shop.hears("C1", till, 1, true);
    assertThat(open()).as("one is left").hasSize(1);

    shop.hears("C1", till, 2, false);

    assertThat(open()).isEmpty();
    assertThat(books.ask("SELECT state FROM conflict_case")).containsExactly("gone");
    assertThat(cases.settles(Choice.INSIDE, "Ann")).isInstanceOf(SettleAnswer.ClosedBefore.class);
    assertThat(shop.onHand("LAMP")).isEqualTo("7");
  }

  private List<KnownCase> rows() throws SQLException {
    return new ReadCases(books.database(), H2Books.SHOP)
        .after(CaseState.OPEN, Optional.of(CaseKind.COUNT), 0, 100);
  }

  private List<String> open() throws SQLException {
    return rows().stream()
        .map(
            row ->
                row.subject()
                    + ": "
                    + row.causes().stream()
                        .map(KnownCase.Joined::cause)
                        .map(
                            each -> each.document().toString().substring(3) + " " + each.quantity())
                        .collect(Collectors.joining(", ")))
        .toList();
  }
}
