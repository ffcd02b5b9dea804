package io.tillstream.store.conflict;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.conflict.Choice;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.store.AJournal;
import io.tillstream.store.H2Books;
import io.tillstream.store.changelog.Entity;
import io.tillstream.store.stock.StockLedger;
import io.tillstream.store.writer.Batch;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** More was sold than was there: one case, whose documents and whose end are told exactly. */
class OversellTest {

  @RegisterExtension final H2Books books = new H2Books();

  private final AJournal first = AJournal.of("T1").sells(2, "LAMP");
  private final AJournal second = AJournal.of("T2").sells(2, "LAMP");
  private CaseBooks cases;

  @BeforeEach
  void threeLampsCameIn() {
    cases = new CaseBooks(books);
    cases.receives(3, "LAMP");
  }

  @Test
  void twoTillsThatSoldTheSameLampAreOneCase() throws SQLException {
    cases.take(first, 1);
    assertThat(cases.open()).isEmpty();
    cases.take(second, 1);

    assertThat(cases.open()).containsExactly("LAMP held 3000: T1/1/1 2000, T2/1/1 2000");
  }

  @Test
  void inTheOtherOrderTheyAreTheSameCase() throws SQLException {
    cases.take(second, 1);
    cases.take(first, 1);

    assertThat(cases.open()).containsExactly("LAMP held 3000: T2/1/1 2000, T1/1/1 2000");
  }

  @Test
  void inOneBatchTheyAreTheSameCase() throws SQLException {
    books.write(
        batch -> {
          CaseBooks.accept(batch, first, 1);
          CaseBooks.accept(batch, second, 1);
          return true;
        });

    assertThat(cases.open()).containsExactly("LAMP held 3000: T1/1/1 2000, T2/1/1 2000");
  }

  /** Somebody has asked for what is on hand between the two, as a count or a settlement does. */
  @Test
  void whatWasThereBeforeABatchIsToldThoughItsStockWasWrittenInTheMiddle() throws SQLException {
    books.write(
        batch -> {
          CaseBooks.accept(batch, first, 1);
          StockLedger.of(batch).flush();
          CaseBooks.accept(batch, second, 1);
          return true;
        });

    assertThat(cases.open()).containsExactly("LAMP held 3000: T1/1/1 2000, T2/1/1 2000");
  }

  @Test
  void aNewCatalogueBetweenTwoSalesHidesNoneOfThem() throws SQLException {
    cases.take(first, 1);
    books.write(
        batch -> {
          for (int i = 0; i < 25_000; i++) {
            batch.put(Entity.ITEM, "I" + i, "[]");
          }
          return true;
        });

    cases.take(second, 1);

    assertThat(cases.open()).containsExactly("LAMP held 3000: T1/1/1 2000, T2/1/1 2000");
  }

  @Test
  void goodsThatComeInWithinTheBatchLeaveNoCase() throws SQLException {
    AJournal van = AJournal.of("T9").records(DocumentType.GOODS_RECEIPT, 1, true, "LAMP");
    books.write(
        batch -> {
          CaseBooks.accept(batch, first, 1);
          CaseBooks.accept(batch, second, 1);
          CaseBooks.accept(batch, van, 1);
          return true;
        });

    assertThat(books.ask("SELECT COUNT(*) FROM conflict_case")).containsExactly("0");
  }

  @Test
  void whatIsSoldBeforeAnybodyHasDecidedJoinsTheCaseAlsoAfterARestart() throws SQLException {
    oversold();
    books.restart();

    cases.take(first.sells(1, "LAMP"), 2);

    assertThat(cases.open())
        .containsExactly("LAMP held 3000: T1/1/1 2000, T2/1/1 2000, T1/1/2 1000");
  }

  @Test
  void aBatchThatFailedLeavesNoTraceOfItsCase() throws SQLException {
    cases.take(first, 1);
    books.run("ALTER TABLE case_document ADD CONSTRAINT full_disk CHECK (case_id < 0)");
    assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> cases.take(second, 1)))
        .isNotNull();
    assertThat(cases.open()).isEmpty();

    books.run("ALTER TABLE case_document DROP CONSTRAINT full_disk");
    cases.take(second, 1);

    assertThat(cases.open()).containsExactly("LAMP held 3000: T1/1/1 2000, T2/1/1 2000");
  }

  @Test
  void aCaseEndsByItselfWhenGoodsComeIn() throws SQLException {
    oversold();

    cases.receives(1, "LAMP");

    assertThat(cases.open()).isEmpty();
    assertThat(
            books.ask(
                "SELECT k.state, k.left_thousandths, d.type FROM conflict_case k"
                    + " INNER JOIN document d ON d.seq = k.closed_by_seq"))
        .containsExactly("gone 0 goods-receipt");
  }

  @Test
  void whatSomebodyHasAcceptedOpensNoCaseAgainAndWhatIsSoldAfterwardsDoes() throws SQLException {
    oversold();
    assertThat(cases.settles(Choice.ACCEPT, "Ann")).isInstanceOf(SettleAnswer.Settled.class);
    cases.take(AJournal.of("T3").sells(1, "OTHER"), 1);
    assertThat(cases.open()).containsExactly("OTHER held 0: T3/1/1 1000");

    cases.take(first.sells(1, "LAMP"), 2);

    assertThat(cases.open())
        .containsExactly("OTHER held 0: T3/1/1 1000", "LAMP held -1000: T1/1/2 1000");
  }

  @Test
  void whatIsFoundOnTheShelfIsBookedAndTheBooksAreSquare() throws SQLException {
    oversold();

    assertThat(cases.settles(Choice.COMPENSATE, "Ann")).isInstanceOf(SettleAnswer.Settled.class);

    assertThat(cases.open()).isEmpty();
    assertThat(cases.onHand(Location.SHOP_FLOOR, "LAMP")).isEqualTo("0");
    assertThat(cases.onHand(Location.ADJUSTMENT, "LAMP")).isEqualTo("-1000");
    assertThat(books.ask("SELECT type, reference FROM document WHERE terminal = 'STORE'"))
        .containsExactly("goods-receipt R1", "stock-movement case 1-1", "case-settlement case 1-1");
    assertThat(books.ask("SELECT state, left_thousandths FROM conflict_case"))
        .containsExactly("settled 0");
  }

  @Test
  void goodsAreFetchedFromTheBackRoomWhenThereAreEnough() throws SQLException {
    oversold();
    assertThat(cases.settles(Choice.FROM_BACK_ROOM, "Ann"))
        .isInstanceOf(SettleAnswer.DoesNotFit.class);
    cases.receivesAt(Location.BACK_ROOM, "LAMP");

    assertThat(cases.settles(Choice.FROM_BACK_ROOM, "Ann"))
        .isInstanceOf(SettleAnswer.Settled.class);

    assertThat(cases.onHand(Location.SHOP_FLOOR, "LAMP")).isEqualTo("0");
    assertThat(cases.onHand(Location.BACK_ROOM, "LAMP")).isEqualTo("4000");
  }

  @Test
  void ofTwoPeopleWhoDecideAtTheSameMomentOneWinsAndTheOtherIsTold() throws SQLException {
    oversold();

    List<SettleAnswer> answers =
        books.write(
            batch ->
                List.of(
                    cases.decision("1-1", Choice.ACCEPT, "Ann").applyTo(batch),
                    cases.decision("1-1", Choice.ACCEPT, "Ann").applyTo(batch),
                    cases.decision("1-1", Choice.COMPENSATE, "Ben").applyTo(batch)));

    assertThat(answers.get(0)).isInstanceOf(SettleAnswer.Settled.class);
    assertThat(answers.get(1)).as("the same again").isInstanceOf(SettleAnswer.Settled.class);
    assertThat(((SettleAnswer.ClosedBefore) answers.get(2)).how())
        .startsWith("Ann settled the case at ")
        .endsWith(": accept (because)");
    assertThat(books.ask("SELECT COUNT(*) FROM document WHERE type = 'case-settlement'"))
        .containsExactly("1");
    assertThat(cases.onHand(Location.SHOP_FLOOR, "LAMP")).isEqualTo("-1000");
  }

  @Test
  void whoeverSawLessThanThereIsNowLooksAgain() throws SQLException {
    oversold();
    SettleCase asSeen =
        new SettleCase(
            H2Books.SHOP,
            CaseNumber.of("1-1").orElseThrow(),
            Choice.COMPENSATE,
            "because",
            "Ann",
            2,
            Quantity.ofUnits(1),
            CaseBooks.TODAY);
    cases.take(first.sells(1, "LAMP"), 2);

    assertThat(books.write(asSeen)).isEqualTo(new SettleAnswer.Grown(3, Quantity.ofUnits(2)));
    assertThat(cases.open()).hasSize(1);
  }

  @Test
  void theSameSettlementComingBackBeforeItsSalesOpensNoCaseForThem() throws Exception {
    books.backUp();
    oversold();
    cases.settles(Choice.ACCEPT, "Ann");
    List<Batchable> lost = List.of(cases.own(2), b -> take(b, second), b -> take(b, first));
    books.putBack();

    for (Batchable each : lost) {
      books.write(
          batch -> {
            each.in(batch);
            return true;
          });
    }

    assertThat(cases.open()).isEmpty();
    assertThat(books.ask("SELECT state FROM conflict_case")).containsExactly("settled");
    cases.take(first.sells(1, "LAMP"), 2);
    assertThat(cases.open()).containsExactly("LAMP held -1000: T1/1/2 1000");
  }

  @Test
  void aSettlementThatComesBackAfterItsSalesClosesTheCaseThatTheyOpened() throws Exception {
    books.backUp();
    oversold();
    cases.settles(Choice.ACCEPT, "Ann");
    Batchable settlement = cases.own(2);
    books.putBack();

    oversold();
    books.write(
        batch -> {
          settlement.in(batch);
          return true;
        });

    assertThat(cases.open()).isEmpty();
    assertThat(books.ask("SELECT state FROM conflict_case")).containsExactly("settled");
  }

  /** Nothing of it can be asked or written: the tables are not there. */
  @Test
  void ordinarySalesReadAndWriteNothingOfCases() throws SQLException {
    cases.receives(2_000, "CUP");
    for (String table : List.of("conflict_case", "open_case", "case_document", "case_answer")) {
      books.run("DROP TABLE " + table);
    }
    AJournal busy = AJournal.of("T3");
    for (int i = 1; i <= 2_000; i++) {
      busy.sells(1, "CUP");
    }

    for (int batch = 0; batch < 20; batch++) {
      int from = batch * 100;
      books.write(
          one -> {
            for (int n = from + 1; n <= from + 100; n++) {
              CaseBooks.accept(one, busy, n);
            }
            return true;
          });
    }

    assertThat(cases.onHand(Location.SHOP_FLOOR, "CUP")).isEqualTo("0");
  }

  private void oversold() {
    cases.take(first, 1);
    cases.take(second, 1);
  }

  private static void take(Batch batch, AJournal journal) throws SQLException {
    CaseBooks.accept(batch, journal, 1);
  }

  /** Something that a batch takes in. */
  @FunctionalInterface
  interface Batchable {

    void in(Batch batch) throws SQLException;
  }
}
