package io.tillstream.agent.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.agent.journal.Epochs;
import io.tillstream.agent.shop.Disk;
import io.tillstream.agent.shop.OneTillShop;
import io.tillstream.agent.shop.TestTerminal;
import io.tillstream.protocol.document.Document;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** I12: enrolling anew loses no document and books none twice. */
class BringHomeTest extends OneTillShop {

  @BeforeEach
  void begin() {
    sellHearts();
  }

  @Test
  void unsentDocumentsOfTheEpochBeforeArriveThereUnderTheirOwnNames() {
    terminal.sells("a", "85123A", 1);
    terminal.up.step();
    terminal.sells("b", "85123A", 2);
    terminal.sells("c", "85123A", 3);

    isEnrolledAnew("CODE-2");
    assertThat(terminal.up.pending()).isEqualTo(2);
    assertThat(terminal.epochs.all())
        .containsExactly(new Epochs.Standing(1, 3, 2, true), new Epochs.Standing(2, 0, 0, false));
    Document first = terminal.sells("d", "85123A", 4).document();
    assertThat(first.epoch()).isEqualTo(2);
    assertThat(first.n()).isEqualTo(1);
    assertThat(terminal.up.pending()).isEqualTo(3);
    sendsAll();

    assertThat(store.documents())
        .extracting(document -> document.epoch() + "/" + document.n() + " " + document.reference())
        .containsExactly("1/1 a", "1/2 b", "1/3 c", "2/1 d");
    assertThat(terminal.up.pending()).isZero();
    reopen();
    assertThat(terminal.up.pending()).isZero();
    assertThat(store.stockOf("85123A")).isEqualTo(990_000);
  }

  @Test
  void theStoreIsToldWhatTheEpochThatEndsMayHaveShown() {
    terminal.sells("a", "85123A", 1);
    Path image = image();
    terminal.sells("b", "85123A", 1);
    terminal.sells("c", "85123A", 1);
    terminal.close();
    Disk.restore(image, folder);

    isEnrolledAnew("CODE-2");

    assertThat(store.door().formerLives()).hasSize(1);
    assertThat(store.door().formerLives().getFirst().stream()).isEqualTo("S1/T1/1");
    assertThat(store.door().formerLives().getFirst().head().position()).isEqualTo(1);
    assertThat(store.door().formerLives().getFirst().witness()).isEqualTo(3);
  }

  @Test
  void aLostGrantWastesAnEpochAndNoDocument() {
    terminal.sells("a", "85123A", 1);
    terminal.close();
    Path before = image();
    enrolsAnew("CODE-2");
    Disk.restore(before, folder); // the agent died between the grant and its commit
    isEnrolledAnew("CODE-3");
    terminal.sells("b", "85123A", 1);
    sendsAll();

    assertThat(store.documents())
        .extracting(document -> document.epoch() + "/" + document.n())
        .containsExactly("1/1", "3/1");
  }

  @Test
  void aCrashBetweenTheGrantAndTheWitnessOfTheNewEpochLetsTheTillSell() {
    terminal.sells("a", "85123A", 1);
    Path witness = terminal.witnesses("before", disk);
    terminal.close();
    enrolsAnew("CODE-2");
    terminal.bringBackWitness(witness);
    store.cut();
    terminal = TestTerminal.reopened(folder);

    assertThat(terminal.sells("b", "85123A", 1).document().epoch()).isEqualTo(2);
  }

  @Test
  void aRestoredTillThatLacksWhatTheStoreHasBringsNothingAndSellsOn() {
    terminal.sells("a", "85123A", 1);
    Path image = imageWhileOff();
    terminal.sells("b", "85123A", 1);
    sendsAll();
    terminal.close();
    Disk.restore(image, folder);

    isEnrolledAnew("CODE-2");
    sendsAll();

    assertThat(terminal.up.pending()).isZero();
    assertThat(store.documents()).hasSize(2);
    terminal.sells("c", "85123A", 1);
    sendsAll();
    assertThat(store.documents()).hasSize(3);
  }

  @Test
  void anotherTerminalsCodeDoesNotTakeADirectoryOver() {
    assertThat(enrolsWith("UNKNOWN")).isEqualTo(14);
    reopen();
    assertThat(terminal.files().identity().stream().epoch()).isEqualTo(1);
  }

  @Test
  void aRestoredStoreIsOfferedAgainWhatItLacksOfClosedEpochs() {
    sellsThreeInAnEpochThatIsClosed();

    store.isRestoredWith(1, 1);
    terminal.greet.again();
    sendsAll();

    assertThat(store.documents())
        .extracting(document -> document.epoch() + "/" + document.n() + " " + document.reference())
        .containsExactly("1/1 a", "1/2 b", "1/3 c", "2/1 d");
  }

  @Test
  void aStoreThatWasRestoredWhileTheTillWasOffIsOfferedThemToo() {
    sellsThreeInAnEpochThatIsClosed();
    terminal.close();
    store.isRestoredWith(1, 0);

    terminal = TestTerminal.reopened(folder);
    assertThat(terminal.up.pending()).isZero(); // as far as the journal knows
    terminal.up.step();
    assertThat(terminal.up.pending()).isEqualTo(3);
    reopen(); // what was found out is not forgotten by a crash
    assertThat(terminal.up.pending()).isEqualTo(3);
    sendsAll();

    assertThat(store.documents())
        .extracting(Document::reference)
        .containsExactly("a", "b", "c", "d");
  }

  @Test
  void whatWasDeletedHereOfAClosedEpochComesFromHeadOfficeAndTheRestFromTheTill() {
    sellsThreeInAnEpochThatIsClosed();
    store.headOfficeHolds(1, 2);
    terminal.pullsAll();
    assertThat(terminal.purgesAfter(Duration.ofDays(31))).isEqualTo(2);
    reopen();
    store.isRestoredWith(1, 0);
    terminal.greet.again();

    terminal.up.step();
    assertThat(terminal.contact.trouble().orElseThrow()).contains("gets them from head office");
    terminal.sells("e", "85123A", 1);
    terminal.up.step();
    assertThat(store.documents()).as("nothing waits for it").hasSize(2);
    store.takesBack(1, 2);
    terminal.up.rested();
    sendsAll();

    assertThat(store.documents())
        .extracting(Document::reference)
        .containsExactly("a", "b", "c", "d", "e");
  }

  @Test
  void whatIsStillToBringHomeOfAClosedEpochIsCountedOnceOnTheWay() {
    terminal.sells("a", "85123A", 1);
    sendsAll();
    terminal.pullsAll();
    terminal.sells("b", "85123A", 2);
    terminal.sells("c", "85123A", 3);
    isEnrolledAnew("CODE-2");
    assertThat(terminal.shows("85123A")).as("before anything is heard").isEqualTo(994_000);
    terminal.pullsAll();
    assertThat(terminal.shows("85123A")).as("not sent").isEqualTo(994_000);
    terminal.sells("d", "85123A", 4);

    sendsAll();
    assertThat(terminal.shows("85123A")).as("at the store").isEqualTo(990_000);
    reopen();
    assertThat(terminal.shows("85123A")).as("after a crash").isEqualTo(990_000);
    terminal.pullsAll();
    assertThat(terminal.shows("85123A")).as("in the store's figure").isEqualTo(990_000);
    reopen();
    assertThat(terminal.shows("85123A")).as("in the store's figure").isEqualTo(990_000);
  }

  @Test
  void anEnrolmentThatIsRefusedChangesNoFigure() {
    terminal.sells("a", "85123A", 1);
    sendsAll();
    terminal.pullsAll();
    assertThat(enrolsWith("UNKNOWN")).isEqualTo(14);

    terminal = TestTerminal.reopened(folder);

    assertThat(terminal.shows("85123A")).isEqualTo(999_000);
  }

  @Test
  void closedEpochsAreCountedOnceInASnapshot() {
    terminal.sells("a", "85123A", 1);
    sendsAll();
    terminal.sells("b", "85123A", 2);
    store.makesSnapshot();
    terminal.close();
    enrolsAnew("CODE-2");

    terminal = TestTerminal.reopenedWithoutReplica(folder);
    terminal.pullsAll();

    assertThat(terminal.shows("85123A")).isEqualTo(997_000);
  }

  /** All of them are delivered, and one of the epoch that follows. */
  private void sellsThreeInAnEpochThatIsClosed() {
    terminal.sells("a", "85123A", 1);
    terminal.sells("b", "85123A", 1);
    terminal.sells("c", "85123A", 1);
    sendsAll();
    isEnrolledAnew("CODE-2");
    terminal.sells("d", "85123A", 1);
    sendsAll();
    assertThat(store.documents()).hasSize(4);
  }
}
