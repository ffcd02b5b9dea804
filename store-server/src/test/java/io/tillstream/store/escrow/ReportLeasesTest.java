package io.tillstream.store.escrow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.escrow.Terms;
import io.tillstream.protocol.escrow.Told;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.stock.Booking;
import io.tillstream.protocol.wire.StockLeaseReport;
import io.tillstream.store.AJournal;
import io.tillstream.store.H2Books;
import io.tillstream.store.document.DocumentJson;
import io.tillstream.store.document.Held;
import io.tillstream.store.document.Journal;
import io.tillstream.store.fleet.Sessions;
import io.tillstream.store.writer.Batch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The store leases within what is on hand, and keeps what is leased and what is there together. */
class ReportLeasesTest {

  private static final DocumentStream T1 =
      new DocumentStream(H2Books.SHOP.id(), new TerminalId("T1"), 1);
  private static final DocumentStream T2 =
      new DocumentStream(H2Books.SHOP.id(), new TerminalId("T2"), 1);
  private static final String LAMP = "LAMP";

  @RegisterExtension final H2Books books = H2Books.withAWitness();
  private final AJournal sales = new AJournal(T1);

  @BeforeEach
  void sixLampsAreScarce() {
    books.write(
        batch -> {
          batch
              .prepare("INSERT INTO item (item, description, stocked) VALUES ('LAMP', 'Lamp', 1)")
              .executeUpdate();
          batch
              .prepare(
                  "INSERT INTO stock (item, location, quantity_thousandths)"
                      + " VALUES ('LAMP', 'shop-floor', 6000)")
              .executeUpdate();
          return true;
        });
    assertThat(books.write(new ChooseScarce(LAMP, 4_000))).isEqualTo(ChooseScarce.Answer.DONE);
    greets(T1);
    greets(T2);
  }

  @Test
  void twoTerminalsTogetherAreGrantedWhatIsThere() {
    assertThat(reports(T1, 0, 0).grantedThousandths()).isEqualTo(4_000);
    assertThat(reports(T2, 0, 0).grantedThousandths()).isEqualTo(2_000);
    assertThat(reports(T1, 0, 0).grantedThousandths()).as("its answer was lost").isEqualTo(4_000);
  }

  @Test
  void aSaleThatWaitsIsGrantedMoreThanALotWhenAllOfItIsThere() {
    reports(T1, 0, 0);

    assertThat(wants(T1, 4_000, 7_000).grantedThousandths())
        .as("one is missing, and a part of it makes no sale")
        .isEqualTo(4_000);
    assertThat(wants(T1, 4_000, 6_000).grantedThousandths()).isEqualTo(6_000);
    assertThat(reports(T2, 0, 0).grantedThousandths()).as("so nothing is left").isZero();
    assertThat(reports(T1, 6_000, 0).keepThousandths())
        .as("the sale was not made after all")
        .isEqualTo(4_000);
  }

  @Test
  void whatIsGivenBackIsGrantedToAnotherAtOnce() {
    isInEpoch(T2, 1);
    reports(T1, 0, 0);
    reports(T2, 0, 0);
    assertThat(reports(T1, 4_000, 0).keepThousandths()).as("nobody is short").isEqualTo(4_000);
    assertThat(wants(T2, 2_000, 3_000).grantedThousandths()).isEqualTo(2_000);
    assertThat(reports(T1, 4_000, 0).keepThousandths()).as("T2 is short").isEqualTo(2_000);

    assertThat(reports(T1, 4_000, 2_000).returnedThousandths()).isEqualTo(2_000);
    assertThat(reports(T2, 2_000, 0).grantedThousandths()).isEqualTo(4_000);
    assertThat(reports(T1, 4_000, 0).returnedThousandths())
        .as("a report that was late takes nothing back")
        .isEqualTo(2_000);
  }

  @Test
  void whatIsSoldIsSpentInTheBatchThatBooksIt() {
    reports(T1, 0, 0);
    sells(3);

    assertThat(reports(T2, 0, 0).grantedThousandths()).isEqualTo(2_000);
    assertThat(reports(T1, 4_000, 0).grantedThousandths()).as("1 is left").isEqualTo(4_000);
  }

  @Test
  void aLeaseOfWhichTheStoreHearsLateCountsTheSalesSinceItBegan() {
    sells(1); // before it knew
    sells(2);

    books.write(new ReportLeases(T1, report(new Told(LAMP, 1, 0, 0))));

    assertThat(reports(T2, 0, 0).grantedThousandths())
        .as("3 are there; T1 owes 2, and got what makes them up, and the rest")
        .isZero();
  }

  @Test
  void whoeverWasNotGreetedLastIsLeasedNothing() {
    books.write(
        batch -> {
          Sessions.take(batch, T1, "another");
          return true;
        });

    assertThat(books.write(new ReportLeases(T1, report(new Told(LAMP, 0, 0, 0)))))
        .isInstanceOf(ReportLeases.NotGreeted.class);
  }

  @Test
  void whatIsSaidOfItemsThatAreNotScarceIsForgotten() throws Exception {
    books.write(new ReportLeases(T1, report(new Told("ANYTHING", 0, 4_000, 0))));

    assertThat(books.ask("SELECT COUNT(*) FROM stock_lease")).containsExactly("0");
  }

  @Test
  void aRestoredStoreLeasesNothingUntilAPersonSaysSo() throws Exception {
    reports(T1, 0, 0);
    sells(1);
    books.backUp();
    sells(1);
    books.putBack();
    greets(T1);
    greets(T2);

    assertThat(reports(T2, 0, 0).grantedThousandths()).isZero();
    assertThat(books.write(new LeaseAgain())).isTrue();
    assertThat(books.write(new LeaseAgain())).as("again").isFalse();
    assertThat(reports(T2, 0, 0).grantedThousandths()).isEqualTo(2_000);
  }

  @Test
  void aClosedEpochKeepsItsGoodsUntilAPersonGivesItUp() {
    reports(T1, 0, 0);
    isInEpoch(T1, 2);

    assertThat(reports(T2, 0, 0).grantedThousandths()).isEqualTo(2_000);
    assertThat(books.write(new GiveUpEpoch(T1.terminal(), 2))).isEqualTo(GiveUpEpoch.Answer.OPEN);
    assertThat(books.write(new GiveUpEpoch(T1.terminal(), 1)))
        .isEqualTo(GiveUpEpoch.Answer.RETURNED);
    assertThat(reports(T2, 2_000, 0).grantedThousandths()).isEqualTo(4_000);
  }

  @Test
  void aClosedEpochWhoseDocumentsHaveAllComeGivesItsGoodsBack() {
    reports(T1, 0, 0);
    reports(T2, 0, 0);
    sells(1);
    isInEpoch(T1, 2);
    isClosedAt(T1, 2);

    assertThat(reports(T2, 2_000, 0).grantedThousandths()).as("one is missing").isEqualTo(2_000);
    sells(1);
    assertThat(reports(T2, 2_000, 0).grantedThousandths()).isEqualTo(4_000);
  }

  private Terms reports(DocumentStream stream, long granted, long returned) {
    ReportLeases.Answer answer =
        books.write(new ReportLeases(stream, report(new Told(LAMP, 0, granted, returned))));
    return ((ReportLeases.Leased) answer).terms().getFirst();
  }

  private Terms wants(DocumentStream stream, long granted, long inAll) {
    ReportLeases.Answer answer =
        books.write(new ReportLeases(stream, report(new Told(LAMP, 0, granted, 0, inAll))));
    return ((ReportLeases.Leased) answer).terms().getFirst();
  }

  private static StockLeaseReport report(Told told) {
    return new StockLeaseReport(3, "r", "session", null, null, List.of(told));
  }

  private void greets(DocumentStream stream) {
    books.write(
        batch -> {
          Sessions.take(batch, stream, "session");
          return true;
        });
  }

  private void isInEpoch(DocumentStream stream, int epoch) {
    books.write(
        batch -> {
          batch
              .prepare(
                  "INSERT INTO terminal (terminal, epoch, created_at_millis) VALUES ('"
                      + stream.terminal()
                      + "', "
                      + epoch
                      + ", 0)")
              .executeUpdate();
          return true;
        });
  }

  private void isClosedAt(DocumentStream stream, long n) {
    books.write(
        batch -> {
          batch
              .prepare(
                  "UPDATE terminal_epoch SET closed_at_millis = 1, claimed_n = "
                      + n
                      + ", witness_n = "
                      + n
                      + " WHERE terminal = '"
                      + stream.terminal()
                      + "'")
              .executeUpdate();
          return true;
        });
  }

  private void sells(int units) {
    books.write(batch -> takeIn(batch, units));
  }

  private long takeIn(Batch batch, int units) {
    sales.records(DocumentType.SALE, units, true, LAMP);
    int n = sales.size();
    Document document = read(sales.body(n));
    Held held = new Held(T1.at(n), sales.hash(n), sales.body(n), document);
    return Journal.of(batch)
        .accept(held, (Booking.Booked) Booking.of(document, item -> Optional.of(true)));
  }

  private static Document read(byte[] body) {
    try {
      return DocumentJson.read(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
