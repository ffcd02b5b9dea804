package io.tillstream.store.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.store.H2Books;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CheckLogTest {

  @RegisterExtension final H2Books books = new H2Books();
  private CheckLog check;

  @BeforeEach
  void openBooks() throws SQLException {
    check = new CheckLog(books.database(), 10);
    log(1, 35);
  }

  @Test
  void aLogWithEverySeqIsSound() throws SQLException {
    check.lookOn("life", 35, 100);

    assertThat(check.gap()).isEmpty();
    assertThat(check.checkedTo()).isEqualTo(35);
  }

  @Test
  void aMissingChangeIsNamedAndStaysNamed() throws SQLException {
    books.run("DELETE FROM change_log WHERE seq = 17");

    check.lookOn("life", 35, 100);
    check.lookOn("life", 35, 100);

    assertThat(check.gap()).get().asString().contains("11 to 20").contains("1 are missing");
  }

  @Test
  void oneLookGoesNoFurtherThanItMayAndTheNextGoesOnThere() throws SQLException {
    books.run("DELETE FROM change_log WHERE seq = 32");

    check.lookOn("life", 35, 2);
    assertThat(check.checkedTo()).isEqualTo(20);
    assertThat(check.gap()).isEmpty();
    check.lookOn("life", 35, 2);

    assertThat(check.gap()).isPresent();
  }

  @Test
  void changesThatAreAddedMeanwhileAreLookedAtToo() throws SQLException {
    check.lookOn("life", 35, 100);
    log(36, 40);
    books.run("DELETE FROM change_log WHERE seq = 38");

    check.lookOn("life", 40, 100);

    assertThat(check.gap()).isPresent();
  }

  private void log(int from, int to) throws SQLException {
    for (int seq = from; seq <= to; seq++) {
      books.run(
          "INSERT INTO change_log (seq, entity, row_key, op, payload) VALUES ("
              + seq
              + ", 'price', 'LAMP', 'put', '[\"LAMP\",1]')");
    }
  }
}
