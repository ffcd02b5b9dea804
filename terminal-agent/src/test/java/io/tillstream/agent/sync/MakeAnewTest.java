package io.tillstream.agent.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.agent.shop.OneTillShop;
import io.tillstream.agent.shop.TestTerminal;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Voided;
import io.tillstream.protocol.upload.UploadState;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** I12: documents that parted from the store's are made anew, each once. */
class MakeAnewTest extends OneTillShop {

  @BeforeEach
  void begin() {
    sellHearts();
  }

  @Test
  void documentsThatPartedAreMadeAnewOnceAndNeverSentUnderTheirFormerNames() {
    sellsAndPartsFromTheStore();

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

  @Test
  void oneThatCannotBeMadeAnewHoldsUpNoOther() throws Exception {
    sellsAndPartsFromTheStore();
    enrolsAnew("CODE-2");
    onTheDisk(
        "CREATE TRIGGER broken BEFORE INSERT ON document WHEN NEW.reference LIKE 'parted-1%'"
            + " BEGIN SELECT raise(ABORT, 'the disk is broken'); END");
    terminal = TestTerminal.reopened(folder);
    terminal.sells("new", "85123A", 1);

    for (int steps = 0; steps < 20; steps++) {
      if (terminal.up.step() instanceof UploadState.Resting) {
        terminal.up.rested();
      }
    }
    assertThat(store.documents())
        .extracting(Document::reference)
        .containsExactlyInAnyOrder("a", "true", "parted-2", "new");
    assertThat(terminal.up.pending()).isEqualTo(1);
    terminal.close();
    onTheDisk("DROP TRIGGER broken");
    terminal = TestTerminal.reopened(folder);
    sendsAll();

    assertThat(store.documents().getLast().reference()).isEqualTo("parted-1");
  }

  private void onTheDisk(String sql) throws Exception {
    try (Connection txn = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("txn.db"));
        Statement statement = txn.createStatement()) {
      statement.executeUpdate(sql);
    }
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
            MakeAnewTest.class.getResourceAsStream("/db/terminal/txn/V13__newer.sql");
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

  /** A till without its witness is restored from an image and sells on before it is found out. */
  private void sellsAndPartsFromTheStore() {
    sellsAndPartsFromTheStore(() -> {});
  }

  private void sellsAndPartsFromTheStore(Runnable atTheEnd) {
    terminal.sells("a", "85123A", 1);
    sendsAll();
    Path image = imageWhileOff();
    terminal.sells("true", "85123A", 1);
    sendsAll();
    store.cut();
    restoreWithWitness(image);
    terminal.sells("parted-1", "85123A", 10);
    terminal.sells("parted-2", "85123A", 20);
    atTheEnd.run();
    store.heal();
    terminal.up.step();
    assertThat(terminal.continuity.lineage().isEnded()).isTrue();
  }

  private Document sale(String reference) {
    return terminal.journal.find(DocumentType.SALE, reference).orElseThrow().document();
  }
}
