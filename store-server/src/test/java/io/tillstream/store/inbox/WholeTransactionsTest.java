package io.tillstream.store.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.platform.problem.ProblemException;
import io.tillstream.store.H2Books;
import io.tillstream.store.inbox.AStoreWithOtherPrograms.AnotherProgram;
import io.tillstream.store.writer.Writer;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A transaction of another program is shown whole, however many of ours it takes (I5). */
class WholeTransactionsTest {

  private static final int ITEMS = 40;

  @RegisterExtension final H2Books books = new H2Books();
  private final AStoreWithOtherPrograms store = new AStoreWithOtherPrograms(books);

  @BeforeEach
  void open() throws SQLException {
    try (AnotherProgram program = store.another()) {
      for (int i = 0; i < ITEMS; i++) {
        program.does(
            "INSERT INTO item (item, description, stocked) VALUES ('I%02d', '', 1)".formatted(i));
        program.does(
            "INSERT INTO price (item, unit_price_ten_thousandths) VALUES ('I%02d', 1)"
                .formatted(i));
      }
      program.commits();
    }
    store.watch(10).round();
  }

  @Test
  void noTerminalSeesAHalfWhileItIsTakenOverInPortions() throws SQLException {
    store.another("UPDATE price SET unit_price_ten_thousandths = 2");
    long before = books.writer().shown().seq();
    try (ReadNotes.Sweep sweep = new ReadNotes(books.database()).noted()) {
      for (int taken = 10; taken < ITEMS; taken += 10) {
        books.write(new TakeOver(sweep.next(10), false, false));

        // The books go on, what terminals are shown does not.
        assertThat(books.writer().published().seq()).isEqualTo(before + taken);
        assertThat(books.writer().shown().seq()).isEqualTo(before);
        assertThat(prices(books.writer().shown().seq())).containsOnly("1");
        assertThat(prices(books.writer().published().seq())).contains("1", "2");
      }
      books.write(new TakeOver(sweep.next(10), true, false));
    }

    assertThat(books.writer().shown()).isEqualTo(books.writer().published());
    assertThat(prices(books.writer().shown().seq())).containsOnly("2").hasSize(ITEMS);
  }

  @Test
  void aRestartBetweenTwoPortionsShowsNoHalfEither() throws SQLException {
    store.another("UPDATE price SET unit_price_ten_thousandths = 2");
    long before = books.writer().shown().seq();
    try (ReadNotes.Sweep sweep = new ReadNotes(books.database()).noted()) {
      books.write(new TakeOver(sweep.next(10), false, false));
    }
    books.writer().close();
    Writer restarted = books.successor();

    assertThat(restarted.shown().seq()).isEqualTo(before);
    assertThat(restarted.isFeedHeld()).isTrue();
    store.watch(restarted, 10).round();
    assertThat(restarted.isFeedHeld()).isFalse();
    assertThat(prices(restarted.shown().seq())).containsOnly("2").hasSize(ITEMS);
    assertThat(books.ask("SELECT COUNT(*) FROM feed_hold")).containsExactly("0");
  }

  @Test
  void aWriterThatDiesBeforeItsCommitLeavesTheNotes() throws SQLException {
    store.another("UPDATE price SET unit_price_ten_thousandths = 2");
    long before = books.writer().published().seq();
    Writer successor = books.successor();
    try (ReadNotes.Sweep sweep = new ReadNotes(books.database()).noted()) {
      List<ForeignRow> all = sweep.next(ITEMS);

      // It has read and written everything, and may not commit.
      assertThatThrownBy(() -> books.write(new TakeOver(all, true, false)))
          .isInstanceOf(ProblemException.class);
    }
    assertThat(successor.published().seq()).isEqualTo(before);
    assertThat(books.ask("SELECT COUNT(*) FROM change_inbox")).containsExactly("" + ITEMS);

    store.watch(successor, 100).round();
    assertThat(prices(successor.shown().seq())).containsOnly("2");
    assertThat(successor.published().seq()).isEqualTo(before + ITEMS);
  }

  @Test
  void notesTakenAwayByHandDoNotHoldTheFeedForEver() throws SQLException {
    store.another("UPDATE price SET unit_price_ten_thousandths = 2");
    try (ReadNotes.Sweep sweep = new ReadNotes(books.database()).noted()) {
      books.write(new TakeOver(sweep.next(10), false, false));
    }
    store.another("DELETE FROM change_inbox");

    store.watch(10).round();

    assertThat(books.writer().isFeedHeld()).isFalse();
  }

  @Test
  void aRowThatTheStoreChangesMeanwhileKeepsTheStoresChange() throws SQLException {
    assertThat(lastPriceAfterTheStoreInterferes(true)).isEqualTo("3");
  }

  @Test
  void withoutHeedingItsOwnChangesTheLogWouldEndWithAnOldPrice() throws SQLException {
    assertThat(lastPriceAfterTheStoreInterferes(false)).isEqualTo("2");
    assertThat(books.ask("SELECT unit_price_ten_thousandths FROM price WHERE item = 'I39'"))
        .containsExactly("3");
  }

  private String lastPriceAfterTheStoreInterferes(boolean heed) throws SQLException {
    store.another("UPDATE price SET unit_price_ten_thousandths = 2");
    books.writer().heedOwnChanges(heed);
    try (ReadNotes.Sweep sweep = new ReadNotes(books.database()).noted()) {
      books.write(OtherProgramsTest.price("I39", 3));
      books.write(new TakeOver(sweep.next(ITEMS), true, false));
    }
    books.writer().heedOwnChanges(false);
    return prices(books.writer().shown().seq()).getLast();
  }

  /** The prices that are shown up to a seq, in the order of the items. */
  private List<String> prices(long seq) throws SQLException {
    return store.upTo(seq).entrySet().stream()
        .filter(row -> row.getKey().startsWith("price "))
        .map(row -> row.getValue().replaceAll(".*,(\\d+)]", "$1"))
        .toList();
  }
}
