package io.tillstream.agent.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.agent.shop.CarriedFiles;
import io.tillstream.agent.shop.Disk;
import io.tillstream.agent.shop.SmallStore;
import io.tillstream.agent.shop.TestTerminal;
import io.tillstream.agent.sync.PullChanges.Pulled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A database file is carried to a till by hand. */
class ImportTest {

  private static final int ITEMS = 50;

  @TempDir Path folder;

  private final SmallStore store = new SmallStore();
  private final CarriedFiles files = new CarriedFiles(store);
  private Path file;
  private Path data;
  private String said;

  @BeforeEach
  void makeFile() throws IOException {
    for (int i = 0; i < ITEMS; i++) {
      store.sells("ITEM" + i, "Item " + i, 10_000, 100);
    }
    store.makesSnapshot();
    file = folder.resolve("T1.tillstream");
    data = folder.resolve("till");
    Files.write(file, files.enrolling("T1"));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void aTillThatNeverMetTheNetworkSellsAtOnceAndDeliversWhenItIsPluggedIn() {
    store.cut();
    assertThat(imports()).isEqualTo(ExitCode.OK.code());

    try (TestTerminal terminal = TestTerminal.reopened(data)) {
      assertThat(terminal.replica.items()).isEqualTo(ITEMS);
      assertThat(terminal.catalogue.item("ITEM7").orElseThrow().price()).isNotNull();
      terminal.sells("a", "ITEM1", 2);
      assertThat(terminal.shows("ITEM1")).isEqualTo(98_000);
      assertThat(terminal.pullsAll()).isEqualTo(Pulled.FAILED);

      store.heal();
      terminal.up.rested();
      terminal.up.step();
      terminal.pullsAll();

      assertThat(store.documents()).hasSize(1);
      assertThat(terminal.shows("ITEM1")).isEqualTo(98_000);
      assertThat(terminal.up.pending()).isZero();
      assertThat(store.shelf().ranges()).as("nothing is fetched twice").isEmpty();
    }
    assertThat(said).contains("terminal T1 of store S1", "Delete");
  }

  @Test
  void aMachineThatWasAnotherTillBeforeSellsAtOnceToo() {
    try (TestTerminal before = TestTerminal.enrolled(store, data)) {
      before.sells("a", "ITEM1", 2);
    }
    Disk.erase(data); // its witness is kept elsewhere, and stays
    carried(files.enrolling("T2"));
    store.cut();

    assertThat(imports()).isEqualTo(ExitCode.OK.code());

    try (TestTerminal terminal = TestTerminal.reopened(data)) {
      assertThat(terminal.sells("a", "ITEM1", 1).document().terminal()).hasToString("T2");
    }
  }

  @Test
  void anEnrolledTillGetsTheDataAndKeepsItsDocumentsAndItsName() {
    TestTerminal before = TestTerminal.enrolled(store, data);
    before.pullsAll();
    before.sells("a", "ITEM1", 2);
    String head = before.journal.head().toString();
    before.close();
    store.sells("LATER", "Later", 10_000, 5);
    store.makesSnapshot();
    carried(files.enrolling("T7"));

    assertThat(imports()).isEqualTo(ExitCode.OK.code());

    try (TestTerminal terminal = TestTerminal.reopened(data)) {
      assertThat(terminal.replica.items()).isEqualTo(ITEMS + 1);
      assertThat(terminal.journal.head()).hasToString(head); // I12
      assertThat(terminal.up.pending()).isEqualTo(1);
      assertThat(terminal.shows("ITEM1")).isEqualTo(98_000); // I16
      assertThat(terminal.files().identity().stream()).hasToString("S1/T1/1");
    }
    assertThat(said).contains("was not used");
  }

  @Test
  void anOlderFileThanWhatIsHereIsRefused() {
    TestTerminal before = TestTerminal.enrolled(store, data);
    store.sells("LATER", "Later", 10_000, 5);
    before.pullsAll();
    before.close();

    assertThat(imports()).isEqualTo(ExitCode.FILE_REFUSED.code());

    assertThat(said).contains("newer data already");
    try (TestTerminal terminal = TestTerminal.reopened(data)) {
      assertThat(terminal.replica.items()).isEqualTo(ITEMS + 1);
    }
  }

  @Test
  void aFileOfTheStoresFormerLifeIsReplacedByTheStoreAtTheFirstContact() {
    assertThat(imports()).isEqualTo(ExitCode.OK.code());
    store.startsNewIncarnation();
    store.sells("LATER", "Later", 10_000, 5);
    store.makesSnapshot();

    try (TestTerminal terminal = TestTerminal.reopened(data)) {
      terminal.sells("a", "ITEM1", 2);
      terminal.pullsAll();

      assertThat(terminal.replica.items()).isEqualTo(ITEMS + 1);
      assertThat(terminal.replica.checkpoint().orElseThrow().cursor().incarnation())
          .isEqualTo("another-life");
      assertThat(terminal.up.pending()).isEqualTo(1);
    }
  }

  @Test
  void aFileOfAnotherStoreIsRefused() {
    TestTerminal.enrolled(store, data).close();
    carried(files.ofStore("S2"));

    assertThat(imports()).isEqualTo(ExitCode.FILE_REFUSED.code());
    assertThat(said).contains("store S2", "store S1");
  }

  @Test
  void aFileThatSomebodyElseSignedIsRefused() {
    TestTerminal.enrolled(store, data).close();
    carried(new CarriedFiles(store).enrolling("T1")); // another key

    assertThat(imports()).isEqualTo(ExitCode.FILE_REFUSED.code());
    assertThat(said).contains("signed with the key");
  }

  @Test
  void aNewTillCanBeToldWhoseSignatureToExpect() {
    assertThat(imports("--key", new CarriedFiles(store).publicKey()))
        .isEqualTo(ExitCode.FILE_REFUSED.code());
    assertThat(data.resolve("txn.db")).doesNotExist();

    assertThat(imports("--key", files.publicKey())).isEqualTo(ExitCode.OK.code());
  }

  @ParameterizedTest
  @ValueSource(ints = {30, 200, 1500, -2000, -1})
  void aFileWithOneChangedByteIsRefusedAndNothingIsDone(int at) throws IOException {
    byte[] changed = Files.readAllBytes(file);
    int index = at < 0 ? changed.length + at : at;
    changed[index] ^= 1;
    carried(changed);

    assertThat(imports()).isEqualTo(ExitCode.FILE_REFUSED.code());

    assertThat(said).containsAnyOf("changed", "no file that a store made");
    assertNobodyIsHere();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.001, 0.3, 0.6, 0.99})
  void aFileThatWasCopiedInPartIsRefusedAndNothingIsDone(double share) throws IOException {
    byte[] whole = Files.readAllBytes(file);
    carried(Arrays.copyOf(whole, (int) (whole.length * share)));

    assertThat(imports()).isEqualTo(ExitCode.FILE_REFUSED.code());

    assertThat(said).containsAnyOf("in part", "no file that a store made");
    assertNobodyIsHere();
    carried(whole);
    assertThat(imports()).isEqualTo(ExitCode.OK.code());
  }

  @Test
  void aFileWithReferenceDataAloneEnrolsNobody() {
    carried(files.referenceData());

    assertThat(imports()).isEqualTo(ExitCode.NOT_ENROLLED.code());
    assertThat(said).contains("--terminal");
  }

  @Test
  void nothingIsImportedUnderARunningAgent() {
    imports();
    try (TestTerminal running = TestTerminal.reopened(data)) {
      assertThat(imports()).isEqualTo(ExitCode.DIRECTORY_IN_USE.code());
      assertThat(running.replica.items()).isEqualTo(ITEMS);
    }
  }

  @Test
  void aFileThatIsNotThereIsSaid() throws IOException {
    Files.delete(file);

    assertThat(imports()).isEqualTo(ExitCode.FILE_REFUSED.code());
    assertThat(said).contains("there is no file");
  }

  private void assertNobodyIsHere() {
    for (String left : new String[] {"snapshot.part", "ref.db.coming", "ref.db"}) {
      assertThat(data.resolve(left)).doesNotExist();
    }
    Path other = folder.resolve("after");
    assertThat(
            exit(
                "enrol",
                "--store",
                store.url().toString(),
                "--code",
                "7KQ4-M2XP",
                "--data",
                other.toString()))
        .as("the code is still good")
        .isEqualTo(0);
  }

  private void carried(byte[] bytes) {
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int imports(String... more) {
    String[] line = {"import", file.toString(), "--data", data.toString()};
    String[] all = Arrays.copyOf(line, line.length + more.length);
    System.arraycopy(more, 0, all, line.length, more.length);
    return exit(all);
  }

  private int exit(String... line) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream heard = new ByteArrayOutputStream();
    try (PrintStream both = new PrintStream(heard, true, StandardCharsets.UTF_8)) {
      System.setOut(both);
      System.setErr(both);
      return AgentCommand.execute((opened, port) -> 0, line);
    } finally {
      System.setOut(out);
      System.setErr(err);
      said = heard.toString(StandardCharsets.UTF_8);
    }
  }
}
