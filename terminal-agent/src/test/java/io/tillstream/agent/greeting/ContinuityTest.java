package io.tillstream.agent.greeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.agent.shop.Disk;
import io.tillstream.agent.shop.SmallStore;
import io.tillstream.agent.shop.TestTerminal;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.handshake.HandshakeReason;
import io.tillstream.protocol.handshake.WitnessVerdict;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.wire.HandshakeRequest;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** I10, I11: what a restored or copied till may and may not do. */
class ContinuityTest {

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
  void aTillThatNobodyTouchedGoesOnWithoutAskingTheStore() {
    terminal.sells("a", "85123A", 1);
    store.cut();
    reopen();

    assertThat(terminal.continuity.verdict()).isEqualTo(WitnessVerdict.AGREES);
    assertThat(terminal.sells("b", "85123A", 1).document().n()).isEqualTo(2);
  }

  @Test
  void aTillThatWasKilledGoesOnWithoutAskingTheStore() {
    terminal.sells("a", "85123A", 1);
    terminal.sells("b", "85123A", 1);
    Path killed = imageOf("killed");
    Path witness = terminal.witnesses("killed", disk);
    terminal.close();
    Disk.restore(killed, folder);
    terminal.bringBackWitness(witness);
    store.cut();
    terminal = TestTerminal.reopened(folder);

    assertThat(terminal.continuity.lineage()).isEqualTo(Lineage.OK);
    assertThat(terminal.sells("c", "85123A", 1).document().n()).isEqualTo(3);
  }

  @Test
  void aDirectoryRestoredFromAnOlderCopyNumbersNothingAlsoOffline() {
    terminal.sells("a", "85123A", 1);
    terminal.close();
    Path image = imageOf("image");
    terminal = TestTerminal.reopened(folder);
    String printed = terminal.sells("b", "85123A", 1).document().number();
    store.cut();

    restore(image);

    assertThat(terminal.continuity.verdict()).isEqualTo(WitnessVerdict.JOURNAL_BEHIND);
    assertRefused(ProblemCode.TERMINAL_RESTORED);
    reopen();
    assertRefused(ProblemCode.TERMINAL_RESTORED);
    assertThat(terminal.journal.head().position()).isEqualTo(1);
    assertThat(printed).endsWith("-000002");
  }

  @Test
  void theStoreHearsOfARestoreThatOnlyTheWitnessSaw() {
    terminal.close();
    Path image = imageOf("image");
    terminal = TestTerminal.reopened(folder);
    terminal.sells("never sent", "85123A", 1);

    restore(image);
    terminal.up.step();

    assertThat(store.greetings())
        .last()
        .extracting(HandshakeRequest::witness)
        .isEqualTo(HandshakeReason.RESTORED);
    assertThat(terminal.up.state().getClass().getSimpleName()).isEqualTo("Forked");
  }

  @Test
  void aRepeatedRequestStillFindsItsDocumentOnARestoredTill() {
    terminal.sells("a", "85123A", 1);
    terminal.close();
    Path image = imageOf("image");
    terminal = TestTerminal.reopened(folder);
    terminal.sells("b", "85123A", 1);
    restore(image);

    assertThat(terminal.sells("a", "85123A", 1).fresh()).isFalse();
  }

  @Test
  void anImageOfTheWholeDiskIsRecognisedByWhatTheStoreHolds() {
    terminal.sells("a", "85123A", 1);
    terminal.up.step();
    terminal.close();
    Path image = imageOf("image");
    Path witness = terminal.witnesses("image", disk);
    terminal = TestTerminal.reopened(folder);
    terminal.sells("b", "85123A", 1);
    terminal.up.step();
    terminal.close();

    Disk.restore(image, folder);
    terminal.bringBackWitness(witness);
    terminal = TestTerminal.reopened(folder);
    terminal.greet.ready();

    assertThat(terminal.continuity.lineage().isEnded()).isTrue();
    assertThatThrownBy(() -> terminal.sells("c", "85123A", 1)).isInstanceOf(ProblemException.class);
  }

  @Test
  void aCopiedDirectoryNumbersNothingUntilTheStoreHasSpokenAndThenIsToldThatItIsACopy() {
    terminal.sells("a", "85123A", 1);
    terminal.up.step();
    Path copied = imageOf("copy");
    store.cut();
    try (TestTerminal copy = TestTerminal.reopened(copied)) {
      assertThat(copy.continuity.lineage()).isEqualTo(Lineage.UNPROVEN);
      assertThatThrownBy(() -> copy.sells("x", "85123A", 1))
          .isInstanceOfSatisfying(
              ProblemException.class,
              refused -> assertThat(refused.code()).isEqualTo(ProblemCode.TERMINAL_UNPROVEN));
      store.heal();
      copy.greet.ready();

      assertThat(copy.continuity.lineage()).isEqualTo(Lineage.COPIED);
      assertThatThrownBy(() -> copy.sells("x", "85123A", 1))
          .isInstanceOfSatisfying(
              ProblemException.class,
              refused -> assertThat(refused.code()).isEqualTo(ProblemCode.TERMINAL_FORKED));
    }

    assertThat(terminal.sells("b", "85123A", 1).document().n()).isEqualTo(2);
    terminal.greet.again();
    terminal.up.step();
    assertThat(terminal.up.pending()).isZero();
    assertThat(terminal.continuity.lineage()).isEqualTo(Lineage.OK);
  }

  @Test
  void ofTwoMachinesFromOneDiskImageTheSecondToCallIsTold() {
    terminal.sells("a", "85123A", 1);
    terminal.up.step();
    terminal.close();
    Path image = imageOf("image");
    Path witness = terminal.witnesses("image", disk);
    terminal = TestTerminal.reopened(folder);
    terminal.greet.ready();
    terminal.close();
    // The same place on another machine, as a clone with all its identifiers is.
    Disk.restore(image, folder);
    terminal.bringBackWitness(witness);
    terminal = TestTerminal.reopened(folder);
    terminal.greet.ready();

    assertThat(terminal.continuity.lineage()).isEqualTo(Lineage.COPIED);
  }

  @Test
  void aJournalWithoutItsWitnessGoesOnWhenTheStoreNeverHeardOfIt() {
    store.cut();
    terminal.sells("a", "85123A", 1);
    terminal.close();
    terminal.loseWitness();
    terminal = TestTerminal.reopened(folder);
    assertRefused(ProblemCode.TERMINAL_UNPROVEN);
    reopen();
    assertRefused(ProblemCode.TERMINAL_UNPROVEN);
    store.heal();

    terminal.greet.ready();

    assertThat(terminal.sells("b", "85123A", 1).document().n()).isEqualTo(2);
    reopen();
    assertThat(terminal.continuity.verdict()).isEqualTo(WitnessVerdict.AGREES);
  }

  @Test
  void anAnswerThatWasLostOrAStoreThatWasAwayMakesNoCopyOfATill() {
    terminal.greet.ready();
    for (int life = 0; life < 3; life++) {
      reopen();
      store.cut();
      assertThat(terminal.greet.ready()).isFalse();
      store.heal();
    }
    reopen();
    store.loseNextGreetingAnswer();
    assertThat(terminal.greet.ready()).isFalse();
    reopen();
    assertThat(terminal.greet.ready()).isTrue();

    assertThat(terminal.continuity.lineage()).isEqualTo(Lineage.OK);
  }

  @Test
  void aStoreOfAnEarlierVersionIsServedWithoutAGreeting() {
    store.isOfAnEarlierVersion();
    terminal.sells("a", "85123A", 1);
    terminal.up.step();

    assertThat(terminal.up.pending()).isZero();
  }

  @Test
  void nothingIsSentBeforeTheGreeting() {
    terminal.greet.ready();
    terminal.sells("a", "85123A", 1);
    store.cut();
    terminal.up.step();
    store.heal();
    terminal.up.rested();
    terminal.up.step();

    assertThat(store.requests().stream().filter(r -> r.startsWith("POST")).skip(1))
        .extracting(request -> request.substring(request.lastIndexOf('/') + 1))
        .endsWith("documents", "handshake", "documents");
  }

  private void assertRefused(ProblemCode code) {
    assertThatThrownBy(() -> terminal.sells("refused", "85123A", 1))
        .isInstanceOfSatisfying(
            ProblemException.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }

  private Path imageOf(String name) {
    return Disk.copy(folder, disk.resolve(name));
  }

  private void restore(Path image) {
    terminal.close();
    Disk.restore(image, folder);
    terminal = TestTerminal.reopened(folder);
  }

  private void reopen() {
    terminal.close();
    terminal = TestTerminal.reopened(folder);
  }
}
