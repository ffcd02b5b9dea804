package io.tillstream.agent.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.agent.shop.OneTillShop;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.upload.UploadState;
import io.tillstream.protocol.verdict.ParkedReason;
import io.tillstream.protocol.wire.Delivery;
import io.tillstream.protocol.wire.DocumentSummary;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SendDocumentsTest extends OneTillShop {

  @BeforeEach
  void begin() {
    sellHearts();
  }

  @Test
  void theStoreReceivesExactlyTheBytesThatWereMade() {
    terminal.sells("a", "85123A", 6);
    terminal.sells("b", "85123A", 1);

    terminal.up.step();

    assertThat(store.texts())
        .containsExactly(
            terminal.read.whole(1).orElseThrow().json(),
            terminal.read.whole(2).orElseThrow().json());
    assertThat(terminal.up.pending()).isZero();
    assertThat(terminal.deliveries.standing().store()).isEqualTo(terminal.journal.head());
  }

  @Test
  void aLostAnswerIsMendedBySendingAgainAndTheStoreKeepsOneCopy() {
    terminal.sells("a", "85123A", 6);
    store.intake().losesNextAnswer();

    assertThat(terminal.up.step()).isInstanceOf(UploadState.Resting.class);
    assertThat(terminal.up.pending()).isEqualTo(1);
    assertThat(store.documents()).hasSize(1);

    terminal.up.rested();
    terminal.up.step();
    assertThat(terminal.up.pending()).isZero();
    assertThat(store.documents()).hasSize(1);
    assertThat(store.stockOf("85123A")).isEqualTo(994_000);
  }

  @Test
  void whatWasAcknowledgedIsNotSentAgainAfterARestart() {
    terminal.sells("a", "85123A", 6);
    terminal.up.step();

    reopen();

    assertThat(terminal.up.pending()).isZero();
    terminal.up.step();
    assertThat(store.requests()).filteredOn(r -> r.contains("documents")).hasSize(1);
  }

  @Test
  void aStoreThatWentBackIsOfferedAgainWhatItLost() {
    for (int i = 0; i < 5; i++) {
      terminal.sells("before-" + i, "85123A", 1);
    }
    terminal.up.step();
    store.goesBackTo(2);
    terminal.sells("after", "85123A", 1);

    terminal.up.step(); // learns of the gap
    assertThat(terminal.up.pending()).isEqualTo(4);
    terminal.up.step();

    assertThat(terminal.up.pending()).isZero();
    assertThat(store.documents()).hasSize(6);
    assertThat(terminal.up.state()).isInstanceOf(UploadState.Ready.class);
  }

  @Test
  void aForkStopsTheUploadForGood() {
    terminal.sells("a", "85123A", 1);
    store.holdsAnotherHistory();

    assertThat(terminal.up.step()).isInstanceOf(UploadState.Forked.class);
    long uploads = uploads();
    terminal.up.rested();
    terminal.up.step();
    assertThat(uploads()).isEqualTo(uploads);

    reopen();
    assertThat(terminal.up.step()).isInstanceOf(UploadState.Forked.class);
    assertThat(uploads()).isEqualTo(uploads);
    assertThatThrownBy(() -> terminal.sells("b", "85123A", 1))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> assertThat(refused.code()).isEqualTo(ProblemCode.TERMINAL_FORKED));
    assertThat(terminal.journal.head().position()).isEqualTo(1);
  }

  @Test
  void aStoreThatStandsBeyondThisJournalHoldsAnotherHistory() {
    terminal.sells("a", "85123A", 1);
    terminal.up.step();
    store.holdsAnotherHistory();
    store.holdsAnotherHistory();
    terminal.sells("b", "85123A", 1);

    assertThat(terminal.up.step()).isInstanceOf(UploadState.Forked.class);
  }

  @Test
  void whatTheStoreCannotBookIsListedAsParked() {
    terminal.sells("a", "NEVER-HEARD-OF", 1);

    terminal.up.step();

    DocumentSummary parked = terminal.read.summary(1).orElseThrow();
    assertThat(parked.reason()).isEqualTo(ParkedReason.UNKNOWN_ITEM);
    assertThat(parked.delivery()).isEqualTo(Delivery.STORE);
    assertThat(terminal.deliveries.standing().parked()).isEqualTo(1);
  }

  @Test
  void aRevokedTerminalGoesOnSellingAndSaysSo() {
    store.revoke();
    terminal.sells("a", "85123A", 1);

    UploadState state = terminal.up.step();

    assertThat(state).isInstanceOf(UploadState.Resting.class);
    assertThat(terminal.contact.refusal()).isPresent();
    assertThat(terminal.sells("b", "85123A", 1).fresh()).isTrue();

    store.heal();
    terminal.up.rested();
    terminal.up.step();
    assertThat(terminal.contact.refusal()).isEmpty();
    assertThat(terminal.up.pending()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 401})
  void aHotspotsLoginPageIsNotTheStore(int status) {
    Instant lastHeard = terminal.contact.lastHeard().orElseThrow();
    store.isHiddenByALoginPage(status);
    terminal.sells("a", "85123A", 1);

    assertThat(terminal.up.step()).isInstanceOf(UploadState.Resting.class);

    assertThat(terminal.contact.lastHeard()).contains(lastHeard);
    assertThat(terminal.contact.refusal()).isEmpty();
    assertThat(terminal.contact.trouble()).get().asString().contains("HTTP " + status);
    assertThat(terminal.up.pending()).isEqualTo(1);
  }

  @Test
  void aBusyStoreIsLeftAloneForAsLongAsItAsksWithinReasonAndNotByAllTillsTheSame() {
    terminal.sells("a", "85123A", 1);
    assertRests(7, 7); // when it is greeted
    store.heal();
    terminal.up.rested();
    terminal.up.step();

    terminal.sells("b", "85123A", 1);
    assertRests(7, 7); // when it is sent documents
    assertRests(100_000, 120); // which is four times the longest rest of its own
  }

  private void assertRests(int asked, int granted) {
    store.isBusyFor(asked);
    terminal.up.rested();
    assertThat(terminal.up.step())
        .isInstanceOfSatisfying(
            UploadState.Resting.class,
            resting ->
                assertThat(resting.rest())
                    .isStrictlyBetween(
                        Duration.ofSeconds(granted), Duration.ofSeconds(granted + 1)));
  }

  @Test
  void aProxyCannotSendTheTillToSleep() {
    store.isHiddenByALoginPage(503); // which asks for an hour
    terminal.sells("a", "85123A", 1);

    assertThat(terminal.up.step())
        .isInstanceOfSatisfying(
            UploadState.Resting.class,
            resting -> assertThat(resting.rest()).isLessThan(Duration.ofSeconds(1)));
    assertThat(terminal.pullsAll()).isEqualTo(PullChanges.Pulled.FAILED);
    assertThat(terminal.down.rest()).isEmpty();
  }

  @Test
  void restsGrowWhileTheLineIsCut() {
    store.cut();
    terminal.sells("a", "85123A", 1);
    Duration last = Duration.ZERO;
    for (int i = 0; i < 12; i++) {
      UploadState.Resting resting = (UploadState.Resting) terminal.up.step();
      assertThat(resting.failures()).isEqualTo(i + 1);
      assertThat(resting.rest()).isLessThanOrEqualTo(Duration.ofSeconds(30));
      last = resting.rest();
      terminal.up.rested();
    }
    assertThat(last).isGreaterThan(Duration.ofSeconds(10));
  }

  @Test
  void manyDocumentsGoInSeveralBatches() {
    for (int i = 0; i < 501; i++) {
      terminal.sells("r" + i, "85123A", 1);
    }
    int batches = 0;
    while (terminal.up.pending() > 0) {
      terminal.up.step();
      batches++;
    }
    assertThat(batches).isEqualTo(2);
    assertThat(store.documents()).hasSize(501);
  }

  @Test
  void deliveryIsListedByHowFarADocumentHasCome() {
    terminal.sells("a", "85123A", 1);
    terminal.sells("b", "85123A", 1);
    store.headOfficeHolds(1);
    terminal.up.step();
    terminal.sells("c", "85123A", 1);

    assertThat(terminal.read.list(0, 10, Delivery.HEAD_OFFICE))
        .extracting(DocumentSummary::reference)
        .containsExactly("a");
    assertThat(terminal.read.list(0, 10, Delivery.STORE))
        .extracting(DocumentSummary::reference)
        .containsExactly("b");
    assertThat(terminal.read.list(0, 10, Delivery.PENDING))
        .extracting(DocumentSummary::reference)
        .containsExactly("c");
    assertThat(terminal.read.list(0, 10, null)).hasSize(3);
  }

  private long uploads() {
    return store.requests().stream().filter(request -> request.contains("documents")).count();
  }
}
