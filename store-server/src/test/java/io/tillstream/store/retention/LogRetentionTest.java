package io.tillstream.store.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.platform.problem.ProblemException;
import io.tillstream.store.H2Books;
import io.tillstream.store.ThinBooks;
import io.tillstream.store.changelog.CheckLog;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The change log does not grow for ever. */
class LogRetentionTest {

  private static final String LOG = "SELECT seq, row_key, op FROM change_log ORDER BY seq";

  @RegisterExtension final H2Books books = new H2Books();
  private ThinBooks store;

  @BeforeEach
  void openBooks() throws SQLException {
    store = new ThinBooks(books, Clock.systemUTC());
  }

  @AfterEach
  void closeBooks() {
    store.close();
  }

  @Test
  void ofWhatIsOldTheNewestPriceOfEachItemIsLeft() throws SQLException {
    store.prices("LAMP", 1);
    store.prices("MUG", 1);
    store.prices("LAMP", 2);
    store.receivesDocument(1);
    store.takesAway("MUG");

    store.thinsOutAll();

    assertThat(books.ask(LOG)).containsExactly("3 LAMP put");
  }

  @Test
  void aPriceThatOutlivedOneThinningGoesTogetherWithItsRemoval() throws SQLException {
    store.prices("LAMP", 1);
    store.prices("MUG", 1);
    store.thinsOutAll();
    store.takesAway("MUG");
    store.prices("LAMP", 2);

    store.thinsOutAll();
    assertThat(books.ask(LOG)).containsExactly("4 LAMP put");
    store.prices("MUG", 5);
    store.takesAway("LAMP");
    store.thinsOutAll();

    assertThat(books.ask(LOG)).containsExactly("5 MUG put");
  }

  @Test
  void whatIsYoungerThanTheRetentionIsKeptWholeAndFoundWithoutGap() throws SQLException {
    for (int day = 1; day <= 51; day++) {
      for (int change = 0; change < 3; change++) {
        store.prices("LAMP", day);
      }
      store.runsFor(Duration.ofDays(1));
      while (store.retention.thinOut()) {
        // a step at a time
      }
    }

    // I4: the head was noted after each day, so what was there at the end of day 21 is 30 days old.
    assertThat(books.ask("SELECT floor_seq, thinned_to FROM log_floor")).containsExactly("63 63");
    assertThat(books.ask("SELECT MIN(seq), COUNT(*) FROM change_log WHERE seq > 63"))
        .containsExactly("64 90");
    assertThat(books.ask("SELECT COUNT(*) FROM change_log")).containsExactly("91");
    CheckLog check = new CheckLog(books.database(), 10);
    check.lookOn("life", 153, 100);
    assertThat(check.gap()).isEmpty();
    assertThat(check.checkedTo()).isEqualTo(153);
    books.run("DELETE FROM change_log WHERE seq = 64");
    CheckLog again = new CheckLog(books.database(), 10);
    again.lookOn("life", 153, 100);
    assertThat(again.gap()).isPresent();
  }

  @Test
  void aStoreThatDiedAfterItAnnouncedTheFloorGoesOnWithDeleting() throws SQLException {
    for (int price = 1; price <= 35; price++) {
      store.prices("LAMP", price);
    }
    store.runsFor(Duration.ZERO);
    assertThat(store.runsFor(ThinBooks.RETENTION).seq()).isEqualTo(35);
    assertThat(books.ask("SELECT COUNT(*) FROM change_log"))
        .as("announced, and nothing deleted yet")
        .containsExactly("35");

    store.close();
    store = new ThinBooks(books, Clock.systemUTC());
    assertThat(store.retention.thinOut()).isTrue();
    assertThat(books.ask("SELECT COUNT(*) FROM change_log")).containsExactly("26");
    store.close();
    store = new ThinBooks(books, Clock.systemUTC());
    while (store.retention.thinOut()) {
      // a step at a time
    }

    assertThat(books.ask(LOG)).containsExactly("35 LAMP put");
    assertThat(new ReadFloor(books.database()).now()).isEqualTo(new LogFloor(35, 35, 0));
  }

  @Test
  void aClockThatIsSetForwardByAYearMakesNothingOld() throws SQLException {
    store.prices("LAMP", 1);
    store.runsFor(Duration.ofDays(29));
    store.close();
    Instant farAway = Instant.parse("2099-01-01T00:00:00Z");
    store = new ThinBooks(books, Clock.fixed(farAway, ZoneOffset.UTC));

    assertThat(store.runsFor(Duration.ofHours(1)).seq()).isZero();
    assertThat(store.runsFor(ThinBooks.RETENTION).seq())
        .as("the time before the restart counts too")
        .isEqualTo(1);
  }

  @Test
  void aStoreThatWasSupersededDeletesNothing() throws SQLException {
    store.prices("LAMP", 1);
    store.prices("LAMP", 2);
    store.runsFor(Duration.ZERO);
    store.runsFor(ThinBooks.RETENTION);
    List<String> before = books.ask(LOG);

    try (ThinBooks successor = new ThinBooks(books, Clock.systemUTC())) {
      assertThatThrownBy(() -> store.retention.thinOut()).isInstanceOf(ProblemException.class);
      assertThat(books.ask(LOG)).isEqualTo(before);
      assertThat(successor.retention.thinOut()).isFalse();
    }
    assertThat(books.ask(LOG)).containsExactly("2 LAMP put");
  }
}
