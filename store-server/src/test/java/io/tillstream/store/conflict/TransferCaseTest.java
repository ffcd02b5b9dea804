package io.tillstream.store.conflict;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.conflict.CaseKind;
import io.tillstream.protocol.conflict.Choice;
import io.tillstream.protocol.document.Location;
import io.tillstream.store.AJournal;
import io.tillstream.store.H2Books;
import io.tillstream.store.transfer.TransferBooks;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A transfer that does not add up is one case, in one of the two stores. */
class TransferCaseTest {

  private static final String TO_US = "S2-T-000007";
  private static final String FROM_US = "S1-T-000001";

  @RegisterExtension final H2Books books = new H2Books();

  private CaseBooks cases;
  private TransferBooks transfers;

  @BeforeEach
  void lamps() throws SQLException {
    books.run("INSERT INTO item (item, description, stocked) VALUES ('LAMP', 'A lamp', 1)");
    cases = new CaseBooks(books);
    transfers = new TransferBooks(books);
    cases.receives(10, "LAMP"); // STORE/1/1
  }

  @Test
  void receivedShortItIsACaseThatNamesTheReceipt() throws SQLException {
    receivedOneShort();

    assertThat(open()).containsExactly(TO_US + " missing 1: STORE/1/2");
  }

  @Test
  void aReceiptWhoseDispatchIsHeardOfLaterIsTheSameCase() throws SQLException {
    transfers.receives(TO_US, "box-1", 3);
    assertThat(open()).isEmpty();

    transfers.hears(TO_US, 4, 0);

    assertThat(open()).containsExactly(TO_US + " missing 1: STORE/1/2");
  }

  @Test
  void theSameNewsAgainChangesNothing() throws SQLException {
    receivedOneShort();
    transfers.hears(TO_US, 4, 0);
    books.restart();
    transfers.hears(TO_US, 4, 0);

    assertThat(open()).containsExactly(TO_US + " missing 1: STORE/1/2");
  }

  @Test
  void whatIsLostIsTakenOutOfTransit() throws SQLException {
    receivedOneShort();

    assertThat(cases.settles(Choice.LOST, "Ann")).isInstanceOf(SettleAnswer.Settled.class);

    assertThat(open()).isEmpty();
    assertThat(cases.onHand(Location.IN_TRANSIT, "LAMP")).isEqualTo("-4000");
    assertThat(cases.onHand(Location.ADJUSTMENT, "LAMP")).isEqualTo("1000");
    assertThat(cases.onHand(Location.SHOP_FLOOR, "LAMP")).isEqualTo("13000");
    assertThat(settledInTheTransfer()).containsExactly(TO_US + " 1000");
    assertThat(
            books.ask(
                "SELECT type, reference FROM document WHERE terminal = 'STORE' AND n > 2"
                    + " ORDER BY n"))
        .containsExactly("transfer-difference case 1-1", "case-settlement case 1-1");
  }

  @Test
  void whatASecondCountFoundIsReceived() throws SQLException {
    receivedOneShort();

    assertThat(cases.settles(Choice.COUNTED_AGAIN, "Ann")).isInstanceOf(SettleAnswer.Settled.class);

    assertThat(open()).isEmpty();
    assertThat(cases.onHand(Location.SHOP_FLOOR, "LAMP")).isEqualTo("14000");
    assertThat(cases.onHand(Location.IN_TRANSIT, "LAMP")).isEqualTo("-4000");
  }

  @Test
  void whoeverWaitsIsAskedAgainOnlyWhenMoreComesAndIsStillShort() throws SQLException {
    transfers.hears(TO_US, 6, 0);
    transfers.receives(TO_US, "box-1", 3);
    assertThat(cases.settles(Choice.WAIT, "Ann")).isInstanceOf(SettleAnswer.Settled.class);
    transfers.hears(TO_US, 7, 0);
    assertThat(open()).isEmpty();

    transfers.receives(TO_US, "box-2", 1);

    assertThat(open()).containsExactly(TO_US + " missing 3: STORE/1/4");
  }

  @Test
  void theCaseEndsByItselfWhenTheRestComes() throws SQLException {
    receivedOneShort();

    transfers.receives(TO_US, "box-2", 1);

    assertThat(open()).isEmpty();
    assertThat(books.ask("SELECT state FROM conflict_case")).containsExactly("gone");
  }

  @Test
  void whatCameTooMuchIsFound() throws SQLException {
    transfers.hears(TO_US, 4, 0);
    transfers.receives(TO_US, "box-1", 5);
    assertThat(open()).containsExactly(TO_US + " missing 1: STORE/1/2");
    assertThat(cases.settles(Choice.LOST, "Ann")).isInstanceOf(SettleAnswer.DoesNotFit.class);

    assertThat(cases.settles(Choice.FOUND, "Ann")).isInstanceOf(SettleAnswer.Settled.class);

    assertThat(open()).isEmpty();
    assertThat(settledInTheTransfer()).containsExactly(TO_US + " -1000");
  }

  @Test
  void whatDoesNotArriveIsACaseOfTheSenderAndNoneOfTheReceiver() throws SQLException {
    transfers.sends("note-1", 4);
    transfers.hears(TO_US, 4, 0);
    assertThat(open()).isEmpty();

    transfers.areOverdue(FROM_US, TO_US);
    transfers.areOverdue(FROM_US, TO_US);

    assertThat(open()).containsExactly(FROM_US + " missing 4: STORE/1/2");
  }

  @Test
  void anOverdueTransferThatArrivesShortIsTheReceiversToDecide() throws SQLException {
    transfers.sends("note-1", 4);
    transfers.areOverdue(FROM_US);

    transfers.hears(FROM_US, 0, 3);

    assertThat(open()).isEmpty();
    transfers.areOverdue(FROM_US);
    assertThat(open()).isEmpty();
  }

  @Test
  void whoeverWaitsForAnOverdueTransferIsNotAskedEveryFiveMinutes() throws SQLException {
    transfers.sends("note-1", 4);
    transfers.areOverdue(FROM_US);
    cases.settles(Choice.WAIT, "Ann");

    transfers.areOverdue(FROM_US);

    assertThat(open()).isEmpty();
  }

  /** The writer is asked about what somebody has still to be asked about, and no more. */
  @Test
  void ofOverdueTransfersOnlyThoseAreLookedAtThatNobodyKnowsOf() throws SQLException {
    transfers.sends("note-1", 4);
    transfers.hears(TO_US, 4, 0);
    assertThat(transfers.overdue()).containsExactly(FROM_US);

    transfers.areOverdue(FROM_US);
    assertThat(transfers.overdue()).as("it is an open case").isEmpty();
    cases.settles(Choice.WAIT, "Ann");
    assertThat(transfers.overdue()).as("somebody has decided").isEmpty();

    transfers.sends("note-2", 1);
    assertThat(transfers.overdue()).containsExactly("S1-T-000002");
  }

  @Test
  void ofTwoPeopleWhoDecideAtTheSameMomentOneBooksTheLoss() throws SQLException {
    receivedOneShort();

    List<SettleAnswer> answers =
        books.write(
            batch ->
                List.of(
                    cases.decision("1-1", Choice.LOST, "Ann").applyTo(batch),
                    cases.decision("1-1", Choice.COUNTED_AGAIN, "Ben").applyTo(batch)));

    assertThat(answers.get(0)).isInstanceOf(SettleAnswer.Settled.class);
    assertThat(answers.get(1)).isInstanceOf(SettleAnswer.ClosedBefore.class);
    assertThat(settledInTheTransfer()).containsExactly(TO_US + " 1000");
  }

  /** Nothing of it can be asked or written: the tables are not there. */
  @Test
  void ordinarySalesReadAndWriteNothingOfTransfers() throws SQLException {
    for (String table :
        List.of(
            "transfer_document",
            "transfer_news_item",
            "transfer_news",
            "transfer_item",
            "transfer")) {
      books.run("DROP TABLE " + table);
    }

    cases.take(AJournal.of("T1").sells(1, "LAMP"), 1);

    assertThat(cases.onHand(Location.SHOP_FLOOR, "LAMP")).isEqualTo("9000");
  }

  private void receivedOneShort() {
    transfers.hears(TO_US, 4, 0);
    transfers.receives(TO_US, "box-1", 3);
  }

  private List<String> settledInTheTransfer() throws SQLException {
    return books.ask("SELECT transfer, settled_thousandths FROM transfer_item");
  }

  private List<String> open() throws SQLException {
    return new ReadCases(books.database(), H2Books.SHOP)
        .after(CaseState.OPEN, Optional.of(CaseKind.TRANSFER), 0, 100).stream()
            .map(TransferCaseTest::told)
            .toList();
  }

  private static String told(KnownCase row) {
    long open =
        row.transfer().standing().items().values().stream()
            .mapToLong(each -> Math.abs(each.inTransit()))
            .sum();
    List<String> documents =
        row.causes().stream()
            .map(each -> each.cause().document().toString().substring("S1/".length()))
            .toList();
    return "%s missing %d: %s".formatted(row.subject(), open / 1_000, String.join(", ", documents));
  }
}
