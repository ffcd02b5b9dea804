package io.tillstream.store.conflict;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.conflict.CaseKind;
import io.tillstream.protocol.conflict.Choice;
import io.tillstream.protocol.conflict.Explain;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.document.Voided;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.stock.Booking;
import io.tillstream.protocol.verdict.Verdict;
import io.tillstream.store.AJournal;
import io.tillstream.store.H2Books;
import io.tillstream.store.count.RestateLate;
import io.tillstream.store.document.DocumentJson;
import io.tillstream.store.document.ReleaseParked;
import io.tillstream.store.intake.Uploads;
import io.tillstream.store.transfer.TransferBooks;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Three lamps were there and two tills sold two each: what may be done about it, and comes of it.
 */
class SettleOversellTest {

  private static final StoreId OTHER = new StoreId("S2");

  @RegisterExtension final H2Books books = new H2Books();

  private final AJournal first = AJournal.of("T1").sells(2, "LAMP");
  private final AJournal second = AJournal.of("T2").sells(2, "LAMP");
  private CaseBooks cases;

  @BeforeEach
  void threeLampsCameIn() throws SQLException {
    books.run("INSERT INTO item (item, description, stocked) VALUES ('LAMP', 'A lamp', 1)");
    cases = new CaseBooks(books);
    cases.receives(3, "LAMP"); // STORE/1/1
  }

  @Test
  void whatIsOwedToACustomerIsAnOpenOrderUntilGoodsComeIn() throws SQLException {
    oversold();

    assertThat(cases.settles(Choice.BACK_ORDER, "Ann")).isInstanceOf(SettleAnswer.Settled.class);

    assertThat(cases.open()).isEmpty();
    assertThat(cases.onHand(Location.SHOP_FLOOR, "LAMP")).isEqualTo("-1000");
    assertThat(expected("open")).containsExactly("1 of LAMP from null, S1/STORE/1/2");
    cases.take(AJournal.of("T3").records(DocumentType.GOODS_RECEIPT, 1, true, "LAMP"), 1);
    assertThat(expected("open")).isEmpty();
    assertThat(expected("arrived")).containsExactly("1 of LAMP from null, S1/STORE/1/2");
  }

  @Test
  void anOpenOrderStaysOpenWhileLessComesThanIsOwed() throws SQLException {
    oversold();
    cases.take(first.sells(2, "LAMP"), 2);
    cases.settles(Choice.BACK_ORDER, "Ann");

    cases.receives(2, "LAMP");

    assertThat(cases.onHand(Location.SHOP_FLOOR, "LAMP")).isEqualTo("-1000");
    assertThat(expected("open")).containsExactly("3 of LAMP from null, S1/STORE/1/2");
  }

  @Test
  void whatIsOwedAlreadyIsNotOrderedAgain() throws SQLException {
    oversold();
    cases.settles(Choice.BACK_ORDER, "Ann");
    cases.take(first.sells(3, "LAMP"), 2);

    assertThat(books.write(cases.decision("1-2", Choice.BACK_ORDER, "Ann")))
        .isInstanceOf(SettleAnswer.Settled.class);

    assertThat(cases.onHand(Location.SHOP_FLOOR, "LAMP")).isEqualTo("-4000");
    assertThat(expected("open"))
        .containsExactly("1 of LAMP from null, S1/STORE/1/2", "3 of LAMP from null, S1/STORE/1/3");
  }

  @Test
  void anotherStoreIsAskedByTheDecisionAndNothingIsOnItsWayYet() throws SQLException {
    oversold();
    assertThat(settles(Choice.TRANSFER, null, null))
        .isEqualTo(new SettleAnswer.DoesNotFit("store", "must be another store"));
    assertThat(settles(Choice.TRANSFER, H2Books.SHOP.id(), null))
        .isEqualTo(new SettleAnswer.DoesNotFit("store", "must be another store"));

    assertThat(settles(Choice.TRANSFER, OTHER, null)).isInstanceOf(SettleAnswer.Settled.class);

    assertThat(expected("open")).containsExactly("1 of LAMP from S2, S1/STORE/1/2");
    assertThat(books.ask("SELECT COUNT(*) FROM transfer")).containsExactly("0");
    TransferBooks transfers = new TransferBooks(books);
    transfers.hears("S2-T-000007", 1, 0);
    transfers.receives("S2-T-000007", "box", 1);
    assertThat(expected("arrived")).containsExactly("1 of LAMP from S2, S1/STORE/1/2");
  }

  @Test
  void theItemIsCountedAgainByACountOfItsOwn() throws SQLException {
    oversold();

    assertThat(cases.settles(Choice.RECOUNT, "Ann")).isInstanceOf(SettleAnswer.Settled.class);

    assertThat(cases.onHand(Location.SHOP_FLOOR, "LAMP")).isEqualTo("-1000");
    assertThat(
            books.ask(
                "SELECT c.count_id, c.kind, c.location, c.state, l.item FROM stock_count c"
                    + " INNER JOIN count_line l ON l.count_id = c.count_id"))
        .containsExactly("case-1-1 partial shop-floor open LAMP");
  }

  @Test
  void whatIsBeingCountedIsNotCountedTwiceAndTheCaseStaysOpen() throws SQLException {
    oversold();
    cases.settles(Choice.RECOUNT, "Ann");
    cases.take(first.sells(1, "LAMP"), 2);

    SettleAnswer answer = books.write(cases.decision("1-2", Choice.RECOUNT, "Ann"));

    assertThat(answer)
        .isEqualTo(
            new SettleAnswer.DoesNotFit(
                "choice", "cannot be: count case-1-1 is of the same, and open"));
    assertThat(cases.open()).containsExactly("LAMP held -1000: T1/1/2 1000");
  }

  @Test
  void aSaleThatWasNotSoIsCorrectedByANewDocument() throws SQLException {
    oversold();
    assertThat(settles(Choice.CORRECT, null, key("T9")))
        .isInstanceOf(SettleAnswer.DoesNotFit.class);

    assertThat(settles(Choice.CORRECT, null, key("T2"))).isInstanceOf(SettleAnswer.Settled.class);

    assertThat(cases.open()).isEmpty();
    assertThat(cases.onHand(Location.SHOP_FLOOR, "LAMP")).isEqualTo("1000");
    assertThat(cases.onHand(Location.CUSTOMER, "LAMP")).isEqualTo("2000");
    assertThat(books.ask("SELECT type, reference FROM document WHERE terminal = 'STORE' AND n > 1"))
        .containsExactly("stock-movement case 1-1", "case-settlement case 1-1");
    assertThat(settles(Choice.CORRECT, null, key("T2"))).isInstanceOf(SettleAnswer.Settled.class);
    assertThat(settles(Choice.CORRECT, null, key("T1")))
        .as("another one is another decision")
        .isInstanceOf(SettleAnswer.ClosedBefore.class);
    assertThat(cases.onHand(Location.SHOP_FLOOR, "LAMP")).isEqualTo("1000");
  }

  @Test
  void whatAVoidHasBroughtBackIsNotBroughtBackAgain() throws Exception {
    oversold();
    cases.take(first.sells(3, "LAMP"), 2);
    Document sale = DocumentJson.read(first.body(1));
    Document undone =
        first.document(
            DocumentType.VOID,
            sale.lines(),
            next -> next.voids(new Voided(1, 1, DocumentType.SALE, sale.number())));
    cases.take(first.append(undone.canonicalBytes()), 3);
    assertThat(cases.onHand(Location.SHOP_FLOOR, "LAMP")).isEqualTo("-2000");

    assertThat(settles(Choice.CORRECT, null, key("T1")))
        .isEqualTo(new SettleAnswer.DoesNotFit("document", "was voided, and its goods are back"));

    assertThat(cases.onHand(Location.SHOP_FLOOR, "LAMP")).isEqualTo("-2000");
  }

  @Test
  void whatASettlementHasBroughtBackIsNotBroughtBackAgainByAVoid() throws Exception {
    oversold();
    cases.take(first.sells(3, "LAMP"), 2);
    assertThat(settles(Choice.CORRECT, null, key("T1"))).isInstanceOf(SettleAnswer.Settled.class);
    assertThat(cases.onHand(Location.SHOP_FLOOR, "LAMP")).isEqualTo("-2000");

    Document sale = DocumentJson.read(first.body(1));
    Document undone =
        first.document(
            DocumentType.VOID,
            sale.lines(),
            next -> next.voids(new Voided(1, 1, DocumentType.SALE, sale.number())));
    cases.take(first.append(undone.canonicalBytes()), 3);

    assertThat(cases.onHand(Location.SHOP_FLOOR, "LAMP")).isEqualTo("-2000");
    assertThat(cases.onHand(Location.CUSTOMER, "LAMP")).isEqualTo("5000");
    assertThat(cases.open()).as("nothing was taken").isEmpty();
  }

  @Test
  void aTransferThatCameShortIsToldWithTheCase() throws SQLException {
    TransferBooks transfers = new TransferBooks(books);
    transfers.hears("S2-T-000088", 6, 0);
    transfers.receives("S2-T-000088", "box", 3);
    cases.take(first.sells(3, "LAMP"), 1);
    cases.take(first, 2);
    cases.take(second, 1);

    KnownCase open =
        new ReadCases(books.database(), H2Books.SHOP)
            .after(CaseState.OPEN, Optional.of(CaseKind.OVERSELL), 0, 10)
            .getFirst();

    assertThat(
            new Explain(ZoneOffset.UTC, Instant.now())
                .why(new Facts(H2Books.SHOP).of(open).orElseThrow()))
        .contains("terminal T2 sold 2 at ")
        .contains("; transfer S2-T-000088 was received 3 short. That is 1 more than there was.");
  }

  @Test
  void aParkedSaleThatIsReleasedIsNamedByTheCaseThatItCauses() throws SQLException {
    AJournal offline = AJournal.of("T3").sellsUnknown(4, "NEW");
    assertThat(Uploads.of(books, offline, 0, 1)).containsExactly(Verdict.PARKED);
    cases.receives(3, "NEW");
    assertThat(cases.open())
        .as("it takes nothing while it is parked, and waits for its item")
        .containsExactly("NEW held unknown: T3/1/1 4000");
    books.run("INSERT INTO item (item, description, stocked) VALUES ('NEW', 'New', 1)");

    books.write(
        batch -> {
          new ReleaseParked(
                  batch,
                  document -> Booking.of(document, each -> Optional.of(true)),
                  RestateLate.ofReleases(batch))
              .waitingFor(Set.of("NEW"));
          return true;
        });

    assertThat(cases.open()).containsExactly("NEW held 3000: T3/1/1 4000");
    assertThat(books.write(cases.decision("1-2", Choice.COMPENSATE, "Ann")))
        .isInstanceOf(SettleAnswer.Settled.class);
    assertThat(cases.onHand(Location.SHOP_FLOOR, "NEW")).isEqualTo("0");
  }

  @Test
  void anOpenOrderIsFoundAgainAfterARestoreInWhateverOrderItsDocumentsComeBack() throws Exception {
    books.backUp();
    oversold();
    cases.settles(Choice.BACK_ORDER, "Ann");
    List<OversellTest.Batchable> lost =
        List.of(
            cases.own(2),
            batch -> CaseBooks.accept(batch, second, 1),
            batch -> CaseBooks.accept(batch, first, 1));
    books.putBack();

    for (OversellTest.Batchable each : lost) {
      books.write(
          batch -> {
            each.in(batch);
            return true;
          });
    }

    assertThat(expected("open")).containsExactly("1 of LAMP from null, S1/STORE/1/2");
    cases.receives(1, "LAMP");
    assertThat(expected("open")).isEmpty();
  }

  private void oversold() {
    cases.take(first, 1);
    cases.take(second, 1);
  }

  private SettleAnswer settles(Choice choice, StoreId from, DocumentKey corrects) {
    return books.write(
        new SettleCase(
            H2Books.SHOP,
            CaseNumber.of("1-1").orElseThrow(),
            choice,
            "because",
            "Ann",
            null,
            null,
            CaseBooks.TODAY,
            from,
            corrects));
  }

  private static DocumentKey key(String terminal) {
    return AJournal.of(terminal).stream().at(1);
  }

  private List<String> expected(String state) throws SQLException {
    return new ListExpected(books.database(), H2Books.SHOP)
        .after(state, 0, 100).stream()
            .map(
                each ->
                    "%s of %s from %s, %s"
                        .formatted(each.quantity(), each.item(), each.from(), each.settlement()))
            .toList();
  }
}
