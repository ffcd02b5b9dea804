package io.tillstream.store.conflict;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.conflict.Choice;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.stock.Booking;
import io.tillstream.protocol.verdict.ParkedReason;
import io.tillstream.store.AJournal;
import io.tillstream.store.H2Books;
import io.tillstream.store.catalogue.StockedItems;
import io.tillstream.store.count.RestateLate;
import io.tillstream.store.document.DocumentJson;
import io.tillstream.store.document.Held;
import io.tillstream.store.document.Journal;
import io.tillstream.store.document.ReleaseParked;
import io.tillstream.store.writer.Batch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is parked for want of its item is one case per item, as long as it is parked. */
class UnknownItemTest {

  @RegisterExtension final H2Books books = new H2Books();

  private final AJournal first = AJournal.of("T1").sellsUnknown(2, "LMAP");
  private final AJournal second = AJournal.of("T2").sellsUnknown(1, "LMAP");
  private CaseBooks cases;

  @BeforeEach
  void openBooks() {
    cases = new CaseBooks(books);
  }

  @Test
  void salesOfAnItemThatNobodyKnowsAreOneCaseThatSaysWhatToDo() throws SQLException {
    parks(first, 1);
    parks(second, 1);

    assertThat(cases.open()).containsExactly("LMAP held unknown: T1/1/1 2000, T2/1/1 1000");
    assertThat(why())
        .startsWith("The catalogue has no item LMAP: terminal T1 sold 2 at ")
        .contains("; terminal T2 sold 1 at ")
        .endsWith(
            "What was sold is booked once it has: create the item, and the case ends by itself.");
  }

  @Test
  void theCaseEndsInTheBatchInWhichTheItemArrives() throws SQLException {
    parks(first, 1);
    parks(second, 1);

    arrives("LMAP");

    assertThat(cases.open()).containsExactly("LMAP held 0: T1/1/1 2000, T2/1/1 1000");
    assertThat(books.ask("SELECT kind, state FROM conflict_case ORDER BY id"))
        .as("what is booked now oversells, as any sale of what never came in")
        .containsExactly("unknown-item gone", "oversell open");
  }

  @Test
  void whatWaitsForTwoItemsWaitsInTheCaseOfTheSecondOnceTheFirstIsThere() throws SQLException {
    AJournal both = AJournal.of("T3").sellsUnknown(1, "LMAP", "VSAE");
    parks(both, 1);
    assertThat(cases.open()).containsExactly("LMAP held unknown: T3/1/1 1000");

    arrives("LMAP");

    assertThat(cases.open()).containsExactly("VSAE held unknown: T3/1/1 1000");
    assertThat(books.ask("SELECT subject, state FROM conflict_case ORDER BY id"))
        .containsExactly("LMAP gone", "VSAE open");
  }

  /** Such as those from before there were cases. */
  @Test
  void whatIsParkedAndHasNoCaseGetsOneWhenTheProgramStarts() throws SQLException {
    parks(first, 1);
    books.run("DELETE FROM open_case");
    books.run("DELETE FROM case_document");
    books.run("DELETE FROM conflict_case");
    books.restart();
    assertThat(cases.open()).isEmpty();

    parks(second, 1);

    assertThat(cases.open()).containsExactly("LMAP held unknown: T1/1/1 2000, T2/1/1 1000");
  }

  @Test
  void whoeverLeavesThemUnbookedDecidesOnThemAsOnAnyParkedDocument() throws SQLException {
    parks(first, 1);
    parks(second, 1);
    parks(AJournal.of("T9").sellsUnknown(3, "OTHER"), 1);

    assertThat(cases.settles(Choice.LEAVE_UNBOOKED, "Ann")).isEqualTo(new SettleAnswer.Settled());

    assertThat(books.ask("SELECT item FROM parked")).containsExactly("OTHER");
    assertThat(books.ask("SELECT reason FROM document_dismissal"))
        .containsExactly("because", "because");
    assertThat(books.ask("SELECT subject, state FROM conflict_case ORDER BY id"))
        .containsExactly("LMAP settled", "OTHER open");
    arrives("LMAP");
    assertThat(books.ask("SELECT item FROM movement")).isEmpty();
  }

  @Test
  void moreThanACaseNamesIsAnotherCaseOnceItIsDecidedOn() throws SQLException {
    AJournal busy = AJournal.of("T3");
    for (int i = 0; i < 53; i++) {
      busy.sellsUnknown(1, "LMAP");
    }
    books.write(
        batch -> {
          for (int n = 1; n <= 53; n++) {
            park(batch, busy, n);
          }
          return true;
        });

    assertThat(cases.settles(Choice.LEAVE_UNBOOKED, "Ann")).isEqualTo(new SettleAnswer.Settled());

    assertThat(books.ask("SELECT COUNT(*) FROM parked")).containsExactly("3");
    assertThat(cases.open())
        .containsExactly("LMAP held unknown: T3/1/51 1000, T3/1/52 1000, T3/1/53 1000");
  }

  private String why() throws SQLException {
    ReadCases read = new ReadCases(books.database(), H2Books.SHOP);
    return new ShowCase(read, null, H2Books.SHOP, Clock.systemUTC())
        .brief(read.after(CaseState.OPEN, Optional.empty(), 0, 1).getFirst())
        .why();
  }

  private void parks(AJournal journal, int n) {
    books.write(
        batch -> {
          park(batch, journal, n);
          return true;
        });
  }

  private static void park(Batch batch, AJournal journal, int n) {
    try {
      Document document = DocumentJson.read(journal.body(n));
      Held held = new Held(document.key(), journal.hash(n), journal.body(n), document);
      switch (Booking.of(document, item -> Optional.empty())) {
        case Booking.Waiting(ParkedReason reason, String item) ->
            Journal.of(batch).park(held, reason, item, item, null);
        case Booking.Booked booked -> throw new AssertionError("its till knew every item");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void arrives(String item) {
    books.write(
        batch -> {
          batch.write(
              "INSERT INTO item (description, stocked, item) VALUES (?, ?, ?)",
              List.of(item),
              (insert, each) -> {
                insert.setString(1, each);
                insert.setBoolean(2, true);
                insert.setString(3, each);
              });
          new ReleaseParked(batch, StockedItems.of(batch), RestateLate.ofReleases(batch))
              .waitingFor(List.of(item));
          return true;
        });
  }
}
