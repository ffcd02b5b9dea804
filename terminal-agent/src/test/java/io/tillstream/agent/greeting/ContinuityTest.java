package io.tillstream.agent.greeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.agent.shop.OneTillShop;
import io.tillstream.agent.shop.TestTerminal;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.handshake.HandshakeReason;
import io.tillstream.protocol.handshake.WitnessVerdict;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.wire.HandshakeRequest;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** I10, I11: what a restored or copied till may and may not do. */
class ContinuityTest extends OneTillShop {

  @BeforeEach
  void begin() {
    sellHearts();
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
    Path killed = image();
    store.cut();
    restoreWithWitness(killed);

    assertThat(terminal.continuity.lineage()).isEqualTo(Lineage.OK);
    assertThat(terminal.sells("c", "85123A", 1).document().n()).isEqualTo(3);
  }

  @Test
  void aDirectoryRestoredFromAnOlderCopyNumbersNothingAlsoOffline() {
    terminal.sells("a", "85123A", 1);
    Path image = imageWhileOff();
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
    Path image = imageWhileOff();
    terminal.sells("never sent", "85123A", 1);

    restore(image);
    terminal.up.step();

    assertThat(store.door().greetings())
        .last()
        .extracting(HandshakeRequest::witness)
        .isEqualTo(HandshakeReason.RESTORED);
    assertThat(terminal.up.state().getClass().getSimpleName()).isEqualTo("Forked");
  }

  @Test
  void aRepeatedRequestStillFindsItsDocumentOnARestoredTill() {
    terminal.sells("a", "85123A", 1);
    Path image = imageWhileOff();
    terminal.sells("b", "85123A", 1);
    restore(image);

    assertThat(terminal.sells("a", "85123A", 1).fresh()).isFalse();
  }

  @Test
  void anImageOfTheWholeDiskIsRecognisedByWhatTheStoreHolds() {
    terminal.sells("a", "85123A", 1);
    terminal.up.step();
    Path image = imageWhileOff();
    terminal.sells("b", "85123A", 1);
    terminal.up.step();

    restoreWithWitness(image);
    terminal.greet.ready();

    assertThat(terminal.continuity.lineage().isEnded()).isTrue();
    assertThatThrownBy(() -> terminal.sells("c", "85123A", 1)).isInstanceOf(ProblemException.class);
  }

  @Test
  void aCopiedDirectoryNumbersNothingUntilTheStoreHasSpokenAndThenIsToldThatItIsACopy() {
    terminal.sells("a", "85123A", 1);
    terminal.up.step();
    Path copied = image();
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
    Path image = imageWhileOff();
    terminal.greet.ready();
    // The same place on another machine, as a clone with all its identifiers is.
    restoreWithWitness(image);
    terminal.greet.ready();

    assertThat(terminal.continuity.lineage()).isEqualTo(Lineage.COPIED);
  }

  @Test
  void aJournalWithoutItsWitnessGoesOnWhenTheStoreNeverHeardOfIt() {
    store.cut();
    terminal.sells("a", "85123A", 1);
    terminal.close();
    terminal.loseWitness();
    reopen();
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
    store.door().losesNextAnswer();
    assertThat(terminal.greet.ready()).isFalse();
    reopen();
    assertThat(terminal.greet.ready()).isTrue();

    assertThat(terminal.continuity.lineage()).isEqualTo(Lineage.OK);
  }

  @Test
  void aStoreOfAnEarlierVersionIsServedWithoutAGreeting() {
    store.door().isOfAnEarlierVersion();
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
}
