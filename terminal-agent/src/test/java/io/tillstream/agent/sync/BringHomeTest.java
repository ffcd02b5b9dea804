package io.tillstream.agent.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.agent.journal.Epochs;
import io.tillstream.agent.journal.PurgeDocuments;
import io.tillstream.agent.shop.Disk;
import io.tillstream.agent.shop.SmallStore;
import io.tillstream.agent.shop.TestTerminal;
import io.tillstream.agent.start.AgentCommand;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Voided;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** I12: enrolling anew loses no document and books none twice. */
class BringHomeTest {

  @TempDir Path disk;

  private final SmallStore store = new SmallStore().sells("85123A", "HEART", 25_500, 1000);
  private Path folder;
  private TestTerminal terminal;

  @BeforeEach
  void enrol() {
    folder = disk.resolve("data");
    terminal = TestTerminal.enrolled(store, folder);
    terminal.pullsAll();
  }

  @AfterEach
  void close() {
    terminal.close();
    store.close();
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
    Path image = Disk.copy(folder, disk.resolve("image"));
    terminal.sells("b", "85123A", 1);
    terminal.sells("c", "85123A", 1);
    terminal.close();
    Disk.restore(image, folder);

    enrolsAnew("CODE-2");
    terminal = TestTerminal.reopened(folder);

    assertThat(store.formerLives()).hasSize(1);
    assertThat(store.formerLives().getFirst().stream()).isEqualTo("S1/T1/1");
    assertThat(store.formerLives().getFirst().head().position()).isEqualTo(1);
    assertThat(store.formerLives().getFirst().witness()).isEqualTo(3);
  }

  @Test
  void documentsThatPartedAreMadeAnewOnceAndNeverSentUnderTheirFormerNames() {
    Path image = sellsAndPartsFromTheStore();
    assertThat(image).exists();

    isEnrolledAnew("CODE-2");
    assertThat(terminal.up.pending()).isEqualTo(2);
    sendsAll();

    assertThat(store.documents())
        .extracting(document -> document.epoch() + "/" + document.n() + " " + document.reference())
        .containsExactly("1/1 a", "1/2 true", "2/1 parted-1", "2/2 parted-2");
    assertThat(terminal.up.pending()).isZero();
    // 1 + 1 of the true history, and 10 + 20 that were sold on the restored till.
    assertThat(store.stockOf("85123A")).isEqualTo(968_000);
    Document again = terminal.sells("parted-1", "85123A", 10).document();
    assertThat(again.epoch()).isEqualTo(2);
    assertThat(again.n()).isEqualTo(1);
    reopen();
    sendsAll();
    assertThat(store.documents()).hasSize(4);
  }

  @Test
  void aCrashAfterEachDocumentThatIsMadeAnewLosesAndDoublesNone() {
    sellsAndPartsFromTheStore();
    isEnrolledAnew("CODE-2");

    for (int steps = 0; steps < 12; steps++) {
      terminal.up.step();
      reopen(); // a crash between any two steps finds the journal as the last commit left it
    }

    assertThat(store.documents())
        .extracting(Document::reference)
        .containsExactlyInAnyOrder("a", "true", "parted-1", "parted-2");
    assertThat(terminal.up.pending()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aSaleThatWasMadeAnewIsVoidedOnceByWhicheverOfItsNumbers(boolean byTheFormerFirst) {
    sellsAndPartsFromTheStore();
    Document former = sale("parted-1");
    isEnrolledAnew("CODE-2");
    sendsAll();
    Document newer = sale("parted-1");
    assertThat(newer.epoch()).isEqualTo(2);
    List<String> numbers =
        byTheFormerFirst
            ? List.of(former.number(), newer.number())
            : List.of(newer.number(), former.number());

    Document itsVoid = terminal.voids("first", numbers.getFirst()).document();

    assertThat(itsVoid.voids())
        .isEqualTo(new Voided(2, newer.n(), DocumentType.SALE, newer.number()));
    assertThatThrownBy(() -> terminal.voids("second", numbers.getLast()))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("voided before");
    sendsAll();
    assertThat(store.stockOf("85123A")).isEqualTo(978_000); // the ten are back, once
  }

  @Test
  void aVoidFollowsWhatAnEarlierVersionHadMadeAnew() throws Exception {
    sellsAndPartsFromTheStore();
    String former = sale("parted-2").number();
    isEnrolledAnew("CODE-2");
    sendsAll();
    terminal.close();
    try (InputStream script =
            BringHomeTest.class.getResourceAsStream("/db/terminal/txn/V13__newer.sql");
        Connection txn = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("txn.db"));
        Statement statement = txn.createStatement()) {
      statement.executeUpdate("DROP TABLE newer"); // as that version left it
      for (String each : new String(script.readAllBytes(), StandardCharsets.UTF_8).split(";", -1)) {
        if (!each.isBlank()) {
          statement.executeUpdate(each);
        }
      }
    }
    terminal = TestTerminal.reopened(folder);

    assertThat(terminal.voids("gone", former).document().voids().n())
        .isEqualTo(sale("parted-2").n());
  }

  @Test
  void aSaleWhoseVoidIsStillToBeMadeAnewIsNotVoidedASecondTime() {
    sellsAndPartsFromTheStore(() -> terminal.voids("gone", sale("parted-1").number()));
    isEnrolledAnew("CODE-2");
    for (int steps = 0; steps < 20 && sale("parted-1").epoch() == 1; steps++) {
      terminal.up.step();
    }
    assertThat(terminal.journal.find(DocumentType.VOID, "gone").orElseThrow().document().epoch())
        .isEqualTo(1);
    String number = sale("parted-1").number();

    assertThatThrownBy(() -> terminal.voids("again", number))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("voided before");
    sendsAll();
    assertThat(store.documents().getLast().voids().number()).isEqualTo(number);
    assertThat(store.stockOf("85123A")).isEqualTo(978_000);
  }

  @Test
  void aLostGrantWastesAnEpochAndNoDocument() {
    terminal.sells("a", "85123A", 1);
    terminal.close();
    Path before = Disk.copy(folder, disk.resolve("before-the-grant"));
    enrolsAnew("CODE-2");
    Disk.restore(before, folder); // the agent died between the grant and its commit
    enrolsAnew("CODE-3");
    terminal = TestTerminal.reopened(folder);
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
    terminal.close();
    Path image = Disk.copy(folder, disk.resolve("image"));
    terminal = TestTerminal.reopened(folder);
    terminal.sells("b", "85123A", 1);
    sendsAll();
    terminal.close();
    Disk.restore(image, folder);

    enrolsAnew("CODE-2");
    terminal = TestTerminal.reopened(folder);
    sendsAll();

    assertThat(terminal.up.pending()).isZero();
    assertThat(store.documents()).hasSize(2);
    terminal.sells("c", "85123A", 1);
    sendsAll();
    assertThat(store.documents()).hasSize(3);
  }

  @Test
  void anotherTerminalsCodeDoesNotTakeADirectoryOver() {
    assertThat(enrol("UNKNOWN")).isEqualTo(14);
    terminal.close();
    terminal = TestTerminal.reopened(folder);
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
    Instant later = TestTerminal.NOW.plus(Duration.ofDays(31));
    assertThat(
            new PurgeDocuments(
                    terminal.files().txn(),
                    InstantSource.fixed(later),
                    Duration.ofDays(30),
                    terminal.replica::ownInsideOnDisk)
                .step())
        .isEqualTo(2);
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
  void aDocumentThatIsMadeAnewIsCountedUnderOneOfItsNames() {
    sellsAndPartsFromTheStore();
    isEnrolledAnew("CODE-2");
    terminal.up.step(); // finds out where the histories parted
    terminal.pullsAll();
    // 1 + 1 of the true history, and 10 + 20 that are not made anew yet.
    assertThat(terminal.shows("85123A")).isEqualTo(968_000);
    reopen();
    assertThat(terminal.shows("85123A")).isEqualTo(968_000);

    for (int steps = 0; steps < 12; steps++) {
      terminal.up.step();
      assertThat(terminal.shows("85123A")).isEqualTo(968_000);
    }
    terminal.pullsAll();
    assertThat(terminal.shows("85123A")).isEqualTo(968_000);
  }

  @Test
  void anEnrolmentThatIsRefusedChangesNoFigure() {
    terminal.sells("a", "85123A", 1);
    sendsAll();
    terminal.pullsAll();
    assertThat(enrol("UNKNOWN")).isEqualTo(14);

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

  /** A till without its witness is restored from an image and sells on before it is found out. */
  private Path sellsAndPartsFromTheStore() {
    return sellsAndPartsFromTheStore(() -> {});
  }

  private Path sellsAndPartsFromTheStore(Runnable atTheEnd) {
    terminal.sells("a", "85123A", 1);
    sendsAll();
    terminal.close();
    Path image = Disk.copy(folder, disk.resolve("image"));
    Path witness = terminal.witnesses("image", disk);
    terminal = TestTerminal.reopened(folder);
    terminal.sells("true", "85123A", 1);
    sendsAll();
    terminal.close();
    Disk.restore(image, folder);
    terminal.bringBackWitness(witness);
    store.cut();
    terminal = TestTerminal.reopened(folder);
    terminal.sells("parted-1", "85123A", 10);
    terminal.sells("parted-2", "85123A", 20);
    atTheEnd.run();
    store.heal();
    terminal.up.step();
    assertThat(terminal.continuity.lineage().isEnded()).isTrue();
    return image;
  }

  private Document sale(String reference) {
    return terminal.journal.find(DocumentType.SALE, reference).orElseThrow().document();
  }

  private void sendsAll() {
    for (int steps = 0; steps < 20; steps++) {
      terminal.up.step();
    }
    assertThat(terminal.up.pending()).isZero();
  }

  private void isEnrolledAnew(String code) {
    terminal.close();
    enrolsAnew(code);
    terminal = TestTerminal.reopened(folder);
  }

  private void enrolsAnew(String code) {
    store.issues(code);
    assertThat(enrol(code)).isZero();
  }

  private int enrol(String code) {
    terminal.close();
    return AgentCommand.execute(
        (files, port) -> 0,
        "enrol",
        "--store",
        store.url().toString(),
        "--code",
        code,
        "--data",
        folder.toString());
  }

  private void reopen() {
    terminal.close();
    terminal = TestTerminal.reopened(folder);
  }
}
