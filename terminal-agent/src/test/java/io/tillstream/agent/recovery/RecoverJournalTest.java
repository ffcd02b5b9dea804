package io.tillstream.agent.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.agent.shop.Disk;
import io.tillstream.agent.shop.SmallStore;
import io.tillstream.agent.shop.TestTerminal;
import io.tillstream.agent.start.AgentCommand;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** I12: an old disk turns up after its terminal was replaced. */
class RecoverJournalTest {

  @TempDir Path disk;

  private final SmallStore store = new SmallStore().sells("85123A", "HEART", 25_500, 1000);
  private Path old;
  private Path folder;
  private TestTerminal terminal;

  @BeforeEach
  void replaceATerminalThatHadNotSentEverything() {
    old = disk.resolve("old");
    folder = disk.resolve("new");
    try (TestTerminal before = TestTerminal.enrolled(store, old)) {
      before.sells("a", "85123A", 1);
      before.up.step();
      before.sells("b", "85123A", 2);
      before.sells("c", "85123A", 3);
      Disk.copy(old, disk.resolve("dead")); // with the write-ahead log of a killed agent
    }
    old = disk.resolve("dead");
    store.issues("CODE-2");
    enrol("CODE-2");
    terminal = TestTerminal.reopened(folder);
    terminal.sells("d", "85123A", 4);
    sendsAll();
    assertThat(arrived()).containsExactly("1/1 a", "2/1 d");
  }

  @AfterEach
  void close() {
    terminal.close();
    store.close();
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
    Disk.copy(disk.resolve("old"), copy);
    partsFrom(copy);
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
  private void partsFrom(Path copy) {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + copy.resolve("txn.db"));
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("DELETE FROM document WHERE n = 3");
      statement.executeUpdate("UPDATE series SET next = 3 WHERE type = 'sale'");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    try (TestTerminal copied = TestTerminal.withoutWitness(copy)) {
      copied.sells("printed by the copy", "85123A", 5);
    }
  }

  private int recovers() {
    terminal.close();
    int exit =
        AgentCommand.execute(
            (files, port) -> 0, "recover", "--from", old.toString(), "--data", folder.toString());
    terminal = TestTerminal.reopened(folder);
    return exit;
  }

  private void enrol(String code) {
    AgentCommand.execute(
        (files, port) -> 0,
        "enrol",
        "--store",
        store.url().toString(),
        "--code",
        code,
        "--data",
        folder.toString());
  }

  private void sendsAll() {
    for (int steps = 0; steps < 20; steps++) {
      terminal.up.step();
    }
    assertThat(terminal.up.pending()).isZero();
  }

  private List<String> arrived() {
    return store.documents().stream()
        .map(each -> each.epoch() + "/" + each.n() + " " + each.reference())
        .toList();
  }
}
