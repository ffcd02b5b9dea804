package io.tillstream.agent.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.agent.shop.Disk;
import io.tillstream.agent.shop.OneTillShop;
import io.tillstream.agent.shop.TestTerminal;
import io.tillstream.agent.start.AgentCommand;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Voided;
import io.tillstream.replica.database.SqliteFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** I12: an old disk turns up after its terminal was replaced. */
class RecoverJournalTest extends OneTillShop {

  private Path first; // of the machine that was replaced
  private Path old; // its disk

  @BeforeEach
  void replaceATerminalThatHadNotSentEverything() {
    sellHearts();
    terminal.sells("a", "85123A", 1);
    terminal.up.step();
    terminal.sells("b", "85123A", 2);
    terminal.sells("c", "85123A", 3);
    old = image(); // with the write-ahead log of a killed agent
    terminal.close();
    first = folder;
    folder = disk.resolve("new");
    isEnrolledAnew("CODE-2");
    terminal.sells("d", "85123A", 4);
    sendsAll();
    assertThat(arrived()).containsExactly("1/1 a", "2/1 d");
  }

  @Test
  void whatTheOldDiskHadNotSentArrivesInItsEpoch() {
    assertThat(recovers()).isZero();
    assertThat(terminal.up.pending()).isEqualTo(2);
    sendsAll();

    assertThat(arrived()).containsExactly("1/1 a", "1/2 b", "1/3 c", "2/1 d");
    assertThat(recovers()).isZero();
    sendsAll();
    assertThat(arrived()).hasSize(4);
    assertThat(store.stockOf("85123A")).isEqualTo(990_000);
  }

  @Test
  void aReferenceThatWasUsedAgainOnTheNewMachineIsNoReasonToLoseADocument() {
    terminal.sells("b", "85123A", 7);

    assertThat(recovers()).isZero();
    sendsAll();

    assertThat(arrived()).containsExactly("1/1 a", "1/2 b", "1/3 c", "2/1 d", "2/2 b");
  }

  @Test
  void ofADamagedFileArrivesWhatCanBeReadUpToTheBreakOfItsChain() throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + old.resolve("txn.db"));
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("UPDATE document SET body = x'7b7d' WHERE n = 3");
    }

    assertThat(recovers()).isZero();
    sendsAll();

    assertThat(arrived()).containsExactly("1/1 a", "1/2 b", "2/1 d");
  }

  @Test
  void whatACopyOfTheTillPrintedIsMadeAnewOnce() {
    recovers();
    sendsAll();
    Path copy = disk.resolve("copy");
    Disk.copy(first, copy);
    partsFrom(copy, copied -> copied.sells("printed by the copy", "85123A", 5));
    old = copy;

    assertThat(recovers()).isZero();
    assertThat(terminal.up.pending()).isEqualTo(1);
    sendsAll();
    assertThat(recovers()).isZero();
    sendsAll();

    assertThat(arrived())
        .containsExactly("1/1 a", "1/2 b", "1/3 c", "2/1 d", "2/2 printed by the copy");
    assertThat(store.documents().getLast().replaces().n()).isEqualTo(3);
    assertThat(store.documents().getLast().replaces().epoch()).isEqualTo(1);
  }

  @Test
  void aDocumentThatCannotBeMadeAnewIsKeptAndHoldsUpNoOther() {
    takesInWhatTheCopyMade(copied -> copied.sells("printed", "85123A", 5));
    terminal.sells("printed", "85123A", 7); // so another reference must be found
    onTheDisk(
        "CREATE TRIGGER broken BEFORE INSERT ON document WHEN NEW.reference LIKE 'printed/%'"
            + " BEGIN SELECT raise(ABORT, 'the disk is broken'); END");
    terminal.sells("e", "85123A", 1);

    for (int steps = 0; steps < 5; steps++) {
      terminal.up.step();
    }
    assertThat(arrived())
        .containsExactly("1/1 a", "1/2 b", "1/3 c", "2/1 d", "2/2 printed", "2/3 e");
    assertThat(terminal.up.pending()).isEqualTo(1);
    assertThat(terminal.up.hasWork()).isFalse(); // else the sender would never rest
    onTheDisk("DROP TRIGGER broken");
    assertThat(terminal.up.pending()).isEqualTo(1);
    sendsAll();

    assertThat(arrived()).hasSize(7).endsWith("2/4 printed/1.3");
  }

  @Test
  void whatComesAfterADocumentThatCannotBeMadeAnewDoesNotWaitForIt() {
    takesInWhatTheCopyMade(
        copied -> {
          String sale = copied.sells("bad-1", "85123A", 5).document().number();
          copied.sells("bad-2", "85123A", 5);
          copied.voids("taken back", sale);
          copied.sells("good", "85123A", 6);
        });
    onTheDisk(
        "CREATE TRIGGER broken BEFORE INSERT ON document WHEN NEW.reference LIKE 'bad-%'"
            + " BEGIN SELECT raise(ABORT, 'the disk is broken'); END");

    for (int steps = 0; steps < 10; steps++) {
      terminal.up.step();
    }
    assertThat(arrived()).as("a void stays behind its sale").hasSize(5).endsWith("2/2 good");
    assertThat(terminal.up.pending()).isEqualTo(3);
    assertThat(terminal.up.hasWork()).isFalse();
    onTheDisk("DROP TRIGGER broken");
    sendsAll();

    assertThat(arrived()).endsWith("2/2 good", "2/3 bad-1", "2/4 bad-2", "2/5 taken back");
    assertThat(made("taken back").voids().n()).isEqualTo(3);
  }

  @Test
  void aDocumentWhoseOtherReferenceIsTakenTooArrivesUnderAThird() {
    takesInWhatTheCopyMade(copied -> copied.sells("printed", "85123A", 5));
    terminal.sells("printed", "85123A", 7);
    terminal.sells("printed/1.3", "85123A", 8);
    sendsAll();

    assertThat(arrived()).endsWith("2/1 d", "2/2 printed", "2/3 printed/1.3", "2/4 printed/1.3-2");
  }

  @Test
  void theDocumentThatFindsTheDiskFullWhenItIsMadeAnewIsSavedByTheReserve() {
    takesInWhatTheCopyMade(copied -> copied.sells("printed", "85123A", 5));
    terminal.close();
    AtomicInteger given = new AtomicInteger();
    terminal =
        TestTerminal.reopened(
            folder,
            () -> {
              allowPages(1_000_000); // what giving up the reserve does to a real disk
              return given.incrementAndGet() > 1; // the sale that fills the disk gets nothing
            });
    allowPages(1);
    sellsUntilTheDiskIsFull();
    allowPages(1);

    terminal.up.step();

    assertThat(given).hasValue(2);
    assertThat(terminal.journal.find(DocumentType.SALE, "printed")).isPresent();
  }

  @Test
  void whatACopyVoidedAndWhomItSoldToIsFoundWhereItsOwnHistoryStandsNow() {
    takesInWhatTheCopyMade(
        copied -> {
          String sale = copied.sells("printed", "85123A", 5).document().number();
          assertThat(sale).isEqualTo(numberOf("c")); // of another sale, in the true history
          copied.voids("taken back", sale);
          String customer =
              copied
                  .records(DocumentType.CUSTOMER, "{\"reference\":\"k\",\"name\":\"Zoe\"}")
                  .document()
                  .number();
          copied.records(
              DocumentType.SALE,
              """
              {"reference":"to k","customer":"%s",\
              "lines":[{"item":"85123A","quantity":1,"unitPrice":"2.55"}]}"""
                  .formatted(customer));
        });
    sendsAll();

    Document sale = made("printed");
    assertThat(made("taken back").voids())
        .isEqualTo(new Voided(2, sale.n(), DocumentType.SALE, sale.number()));
    assertThat(made("to k").customer()).isEqualTo(made("k").number());
    assertThatThrownBy(() -> terminal.voids("again", sale.number()))
        .hasMessageContaining("voided before");
  }

  @Test
  void whatWasVoidedOnTheOldDiskIsNotVoidedAgain() {
    try (TestTerminal before = TestTerminal.withoutWitness(old)) {
      before.sells("e", "85123A", 5);
      before.voids("gone", before.sells("f", "85123A", 6).document().number());
    }
    assertThat(recovers()).isZero();
    sendsAll();
    assertThat(arrived()).contains("1/5 f", "1/6 gone");
    String number = numberOf("f");

    assertThatThrownBy(() -> terminal.voids("again", number)).hasMessageContaining("voided before");
    assertThat(terminal.voids("another", numberOf("e")).fresh()).isTrue();
  }

  @Test
  void theJournalOfAnotherTerminalIsNotTakenIn() throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + old.resolve("txn.db"));
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("UPDATE identity SET terminal = 'T9'");
    }

    assertThat(recovers()).isEqualTo(1);
    assertThat(terminal.up.pending()).isZero();
  }

  /** The third document of this copy is another one than the store holds. */
  private void partsFrom(Path copy, Consumer<TestTerminal> makes) {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + copy.resolve("txn.db"));
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("DELETE FROM document WHERE n = 3");
      statement.executeUpdate("UPDATE series_counter SET next = 3 WHERE series = 'sale'");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    try (TestTerminal copied = TestTerminal.withoutWitness(copy)) {
      makes.accept(copied);
    }
  }

  private void takesInWhatTheCopyMade(Consumer<TestTerminal> makes) {
    recovers();
    sendsAll();
    Path copy = disk.resolve("copy");
    Disk.copy(first, copy);
    partsFrom(copy, makes);
    old = copy;
    assertThat(recovers()).isZero();
  }

  private Document made(String reference) {
    return store.documents().stream()
        .filter(each -> each.epoch() == 2 && each.reference().equals(reference))
        .findFirst()
        .orElseThrow();
  }

  private String numberOf(String reference) {
    return store.documents().stream()
        .filter(each -> each.reference().equals(reference))
        .findFirst()
        .orElseThrow()
        .number();
  }

  private void onTheDisk(String sql) {
    terminal.close();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("txn.db"));
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    terminal = TestTerminal.reopened(folder);
  }

  private void sellsUntilTheDiskIsFull() {
    for (int i = 0; i < 500; i++) {
      try {
        terminal.sells("full-" + i, "85123A", 1);
      } catch (ProblemException full) {
        return;
      }
    }
    throw new AssertionError("the disk never filled");
  }

  /** SQLite answers "database or disk is full" at this limit; it is never below what is used. */
  private void allowPages(int pages) {
    SqliteFile txn = terminal.files().txn();
    txn.exclusively(
        () -> txn.stage(session -> session.prepare("PRAGMA max_page_count = " + pages).execute()));
    txn.rollBack();
  }

  private int recovers() {
    terminal.close();
    int exit =
        AgentCommand.execute(
            (files, port) -> 0, "recover", "--from", old.toString(), "--data", folder.toString());
    terminal = TestTerminal.reopened(folder);
    return exit;
  }

  private List<String> arrived() {
    return store.documents().stream()
        .map(each -> each.epoch() + "/" + each.n() + " " + each.reference())
        .toList();
  }
}
