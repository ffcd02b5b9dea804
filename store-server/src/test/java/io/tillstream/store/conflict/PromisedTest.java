package io.tillstream.store.conflict;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.conflict.Choice;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Line;
import io.tillstream.protocol.document.Location;
import io.tillstream.store.AJournal;
import io.tillstream.store.H2Books;
import io.tillstream.store.own.OwnDocument;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two of three lamps are kept for a customer, and tills sell them. */
class PromisedTest {

  @RegisterExtension final H2Books books = new H2Books();

  private final AJournal till = AJournal.of("T1");
  private CaseBooks cases;

  @BeforeEach
  void twoOfThreeLampsArePromised() {
    cases = new CaseBooks(books);
    cases.receives(3, "LAMP");
    says(DocumentType.PROMISE, "P1", "17850", 2);
  }

  @Test
  void oneIsFreeAndTheNextIsACaseThatNamesThePromise() throws SQLException {
    sells(1, null);
    assertThat(cases.open()).isEmpty();

    sells(1, null);

    assertThat(cases.open()).containsExactly("LAMP held unknown: T1/1/2 1000");
    assertThat(shown().why())
        .startsWith("Of LAMP 2 to 17850 (promise P1) is promised, and the store holds 1: terminal")
        .endsWith("That is 1 too few for what is promised.");
    assertThat(shown().missing()).isEqualTo("1");
  }

  @Test
  void whatIsSoldToTheCustomerKeepsThePromise() throws SQLException {
    sells(1, "17850");
    sells(1, null);
    assertThat(cases.open()).isEmpty();
    sells(1, "17850");

    assertThat(cases.open()).isEmpty();
    assertThat(books.ask("SELECT quantity_thousandths, kept_thousandths FROM promise_line"))
        .containsExactly("2000 2000");
  }

  @Test
  void whatIsSoldToTheCustomerBeyondThePromiseIsSoldLikeAnything() throws SQLException {
    says(DocumentType.PROMISE, "P2", "12000", 1);

    sells(3, "17850");

    assertThat(cases.open()).containsExactly("LAMP held unknown: T1/1/1 1000");
  }

  @Test
  void goodsThatComeInEndTheCase() throws SQLException {
    sells(2, null);
    assertThat(cases.open()).hasSize(1);

    cases.receivesAt(Location.BACK_ROOM, "LAMP");

    assertThat(cases.open()).isEmpty();
    assertThat(books.ask("SELECT state FROM conflict_case")).containsExactly("gone");
  }

  @Test
  void whoeverDoesNotWantThemAnyMoreEndsTheCaseAlsoAfterARestart() throws SQLException {
    sells(2, null);
    books.restart();

    says(DocumentType.PROMISE_END, "P1", null, 0);

    assertThat(cases.open()).isEmpty();
    sells(1, null);
    assertThat(cases.open()).isEmpty();
  }

  @Test
  void acceptedSalesOpenNoCaseAgainAndALaterOneDoes() throws SQLException {
    sells(2, null);
    assertThat(cases.settles(Choice.ACCEPT, "Ann")).isEqualTo(new SettleAnswer.Settled());

    cases.take(AJournal.of("T3").sells(1, "VASE"), 1);
    assertThat(cases.open()).containsExactly("VASE held 0: T3/1/1 1000");
    sells(1, null);

    assertThat(cases.open())
        .containsExactly("VASE held 0: T3/1/1 1000", "LAMP held unknown: T1/1/2 1000");
  }

  @Test
  void whatIsFoundOnTheShelfIsThereForTheCustomer() throws SQLException {
    sells(2, null);

    assertThat(cases.settles(Choice.COMPENSATE, "Ann")).isEqualTo(new SettleAnswer.Settled());

    assertThat(cases.onHand(Location.SHOP_FLOOR, "LAMP")).isEqualTo("2000");
    assertThat(cases.open()).isEmpty();
  }

  @Test
  void morePromisedThanThereIsIsNoCaseUntilSomebodyElseBuysIt() throws SQLException {
    says(DocumentType.PROMISE, "P2", "12000", 9);
    assertThat(cases.open()).isEmpty();

    sells(1, null);

    assertThat(shown().missing()).isEqualTo("9");
  }

  @Test
  void aPromiseThatARestoredStoreWasAskedForAgainHoldsOnce() throws SQLException {
    AJournal former = new AJournal(H2Books.SHOP.ownStream(2));
    Line line = new Line("LAMP", null, 2_000, 0, 0, null, null, null, true);
    former.append(
        former
            .document(
                DocumentType.PROMISE, List.of(line), next -> next.reference("P1").customer("17850"))
            .canonicalBytes());
    cases.take(former, 1); // head office gives it back

    assertThat(books.ask("SELECT reference, quantity_thousandths FROM promise_line"))
        .containsExactly("P1 2000");
    sells(1, null);
    assertThat(cases.open()).isEmpty();
    assertThat(books.ask("SELECT COUNT(*) FROM document WHERE type = 'promise'"))
        .containsExactly("2");
  }

  private void sells(int units, String customer) {
    Line line =
        new Line("LAMP", null, units * 1_000L, 25_500, units * 255L, null, null, null, true);
    till.append(
        till.document(DocumentType.SALE, List.of(line), next -> next.customer(customer))
            .canonicalBytes());
    cases.take(till, till.size());
  }

  private void says(DocumentType type, String reference, String customer, int units) {
    List<Line> lines =
        units == 0
            ? List.of()
            : List.of(new Line("LAMP", null, units * 1_000L, 0, 0, null, null, null, true));
    books.write(
        batch ->
            OwnDocument.next(
                    batch,
                    H2Books.SHOP,
                    type,
                    reference,
                    CaseBooks.TODAY,
                    next -> next.customer(customer).reason("why").lines(lines))
                .record());
  }

  private ShownCase shown() throws SQLException {
    ReadCases read = new ReadCases(books.database(), H2Books.SHOP);
    return new ShowCase(read, null, H2Books.SHOP, Clock.systemUTC())
        .brief(read.after(CaseState.OPEN, Optional.empty(), 0, 1).getFirst());
  }
}
