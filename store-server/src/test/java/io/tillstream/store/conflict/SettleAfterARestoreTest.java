package io.tillstream.store.conflict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.conflict.Choice;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.store.AJournal;
import io.tillstream.store.H2Books;
import java.time.Clock;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What was settled since a backup is not settled a second time before it has come back. */
class SettleAfterARestoreTest {

  @RegisterExtension final H2Books books = H2Books.withAWitness();

  /** I2: both settlements would be booked, here and at head office. */
  @Test
  void aCaseIsNotSettledAgainBeforeHeadOfficeHasGivenBackWhatItHas() throws Exception {
    CaseBooks cases = new CaseBooks(books);
    cases.take(AJournal.of("T1").sells(3, "LAMP"), 1);
    books.backUp();
    cases.settles(Choice.COMPENSATE, "Ann");
    List<OversellTest.Batchable> lost = List.of(cases.own(1), cases.own(2));
    books.putBack();
    books.restoration().asksHeadOffice();

    assertThatThrownBy(this::benCompensates)
        .asInstanceOf(InstanceOfAssertFactories.type(ProblemException.class))
        .extracting(ProblemException::code)
        .isEqualTo(ProblemCode.NOT_AVAILABLE);

    for (OversellTest.Batchable each : lost) {
      books.write(
          batch -> {
            each.in(batch);
            return true;
          });
    }
    books.restoration().fetched(books.writer().published().incarnation());
    assertThatThrownBy(this::benCompensates)
        .asInstanceOf(InstanceOfAssertFactories.type(ProblemException.class))
        .extracting(ProblemException::code)
        .isEqualTo(ProblemCode.CASE_CLOSED);
    assertThat(cases.onHand(Location.SHOP_FLOOR, "LAMP")).isEqualTo("0");
  }

  @Test
  void aStoreWithoutAHeadOfficeSettlesAsAlways() throws Exception {
    CaseBooks cases = new CaseBooks(books);
    cases.take(AJournal.of("T1").sells(3, "LAMP"), 1);
    books.backUp();
    cases.receives(1, "CUP");
    books.putBack();

    benCompensates();

    assertThat(cases.onHand(Location.SHOP_FLOOR, "LAMP")).isEqualTo("0");
  }

  private void benCompensates() {
    new SettleCases(books.writer(), H2Books.SHOP, books.restoration(), Clock.systemUTC())
        .settle("1-1", new SettlementBody("compensate", "found", "Ben", null, null, null, null));
  }
}
