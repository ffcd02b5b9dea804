package io.tillstream.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.agent.shop.OneTillShop;
import io.tillstream.agent.shop.TestTerminal;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.document.DayTotals;
import io.tillstream.protocol.upload.UploadState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A terminal lets go of a document only when head office has it (I13). */
class PurgeDocumentsTest extends OneTillShop {

  @BeforeEach
  void begin() {
    sellHearts();
  }

  @Test
  void nothingIsDeletedThatHeadOfficeDoesNotHold() {
    sellsAndDelivers(10);
    assertThat(terminal.purgesAfter(Duration.ofDays(400))).isZero();

    headOfficeHolds(4);

    assertThat(terminal.purgesAfter(Duration.ofDays(400))).isEqualTo(4);
    assertThat(kept()).containsExactly(5L, 6L, 7L, 8L, 9L, 10L);
    assertThat(terminal.purgesAfter(Duration.ofDays(400))).isZero();
  }

  @Test
  void nothingIsDeletedBeforeItsTime() {
    sellsAndDelivers(10);
    headOfficeHolds(10);

    assertThat(terminal.purgesAfter(TestTerminal.RETENTION)).isZero();
    assertThat(terminal.purgesAfter(TestTerminal.RETENTION.plusMillis(1))).isEqualTo(9);
  }

  @Test
  void theLastDocumentStaysAndTheChainGoesOnFromIt() {
    sellsAndDelivers(10);
    headOfficeHolds(10);
    Watermark head = terminal.journal.head();

    terminal.purgesAfter(Duration.ofDays(31));

    assertThat(kept()).containsExactly(10L);
    assertThat(terminal.read.purged().position()).isEqualTo(9);
    reopen();
    assertThat(terminal.journal.head()).isEqualTo(head);
    terminal.sells("next", "85123A", 1);
    terminal.up.step();
    assertThat(store.documents()).hasSize(11);
    assertThat(terminal.up.pending()).isZero();
  }

  @Test
  void anEpochThatStillHasSomethingToDeliverKeepsEverything() {
    sellsAndDelivers(10);
    headOfficeHolds(10);
    terminal.sells("not sent yet", "85123A", 1);

    assertThat(terminal.purgesAfter(Duration.ofDays(400))).isZero();
  }

  @Test
  void aJournalThatPartedFromTheStoresKeepsEverything() {
    sellsAndDelivers(10);
    headOfficeHolds(10);
    terminal.deliveries.forked(terminal.journal.head(), List.of());

    assertThat(terminal.purgesAfter(Duration.ofDays(400))).isZero();
  }

  @Test
  void whatTheFiguresHereDoNotHoldYetStaysBecauseItIsCountedFromHere() {
    sellsAndDelivers(4);
    sells(6);
    delivers();
    headOfficeHolds(10);

    assertThat(terminal.purgesAfter(Duration.ofDays(31))).isEqualTo(4);
    assertThat(terminal.purgesAfter(Duration.ofDays(31))).isZero();
    assertThat(terminal.shows("85123A")).isEqualTo(990_000);
    reopen();
    assertThat(terminal.shows("85123A")).isEqualTo(990_000);
    terminal.pullsAll();
    assertThat(terminal.purgesAfter(Duration.ofDays(31))).isEqualTo(5);
  }

  @Test
  void figuresThatAreNotOnDiskYetLetNothingBeDeleted() {
    sellsAndDelivers(10);
    headOfficeHolds(10);
    terminal.files().ref().stage(session -> null); // a page is coming in

    assertThat(terminal.purgesAfter(Duration.ofDays(31))).isZero();
    terminal.replica.forgetStaged();
    assertThat(terminal.purgesAfter(Duration.ofDays(31))).isEqualTo(9);
  }

  @Test
  void whatTheNextDayCloseAddsUpStaysUntilItIsClosed() {
    sellsAndDelivers(4);
    terminal.closesDay("monday"); // the fifth
    sellsAndDelivers(5);
    headOfficeHolds(10);

    assertThat(terminal.purgesAfter(Duration.ofDays(400))).isEqualTo(4);
    assertThat(terminal.purgesAfter(Duration.ofDays(400))).isZero();
    DayTotals tuesday = terminal.closesDay("tuesday").document().closes();
    assertThat(tuesday.from()).isEqualTo(6);
    assertThat(tuesday.types().getFirst().documents()).isEqualTo(5);
  }

  @Test
  void aTillThatHasNeverClosedClosesWhatIsStillHereAndSaysFromWhere() {
    sellsAndDelivers(10);
    headOfficeHolds(10);
    assertThat(terminal.purgesAfter(Duration.ofDays(400))).isEqualTo(9);
    sells(2);

    assertThat(terminal.closesDay("at last").document().closes().from()).isEqualTo(10);
  }

  @Test
  void aStepIsSmallSoThatNoSaleWaitsForIt() {
    for (int i = 0; i < 5; i++) {
      sellsAndDelivers(50);
    }
    headOfficeHolds(250);

    assertThat(terminal.purgesAfter(Duration.ofDays(31))).isEqualTo(100);
    assertThat(terminal.purgesAfter(Duration.ofDays(31))).isEqualTo(100);
    assertThat(terminal.purgesAfter(Duration.ofDays(31))).isEqualTo(49);
  }

  @Test
  void aStoreThatLostWhatWasDeletedHereIsNotMistakenForAnotherHistory() {
    sellsAndDelivers(10);
    headOfficeHolds(8);
    terminal.purgesAfter(Duration.ofDays(31));
    store.goesBackTo(3);
    terminal.sells("after", "85123A", 1);

    terminal.up.step();
    terminal.up.rested();
    terminal.up.step();

    assertThat(terminal.up.state()).isNotInstanceOf(UploadState.Forked.class);
    assertThat(store.documents()).hasSize(3);
    assertThat(terminal.contact.trouble().orElseThrow()).contains("gets them from head office");
  }

  @Test
  void onceHeadOfficeHasFilledTheGapTheTerminalBringsTheRest() {
    sellsAndDelivers(10);
    headOfficeHolds(8);
    terminal.purgesAfter(Duration.ofDays(31));
    store.goesBackTo(3);
    terminal.sells("after", "85123A", 1);
    terminal.up.step();
    store.takesBack(5);

    for (int i = 0; i < 4; i++) {
      terminal.up.rested();
      terminal.up.step();
    }

    assertThat(store.documents()).hasSize(11);
    assertThat(terminal.up.pending()).isZero();
  }

  @Test
  void aQuietTerminalOffersAgainWhatARestoredStoreLacks() {
    sellsAndDelivers(10);
    store.goesBackTo(6);

    terminal.greet.again();
    for (int i = 0; i < 3; i++) {
      terminal.up.step();
    }

    assertThat(store.documents()).hasSize(10);
    assertThat(terminal.up.pending()).isZero();
  }

  private void sellsAndDelivers(int sales) {
    sells(sales);
    delivers();
    terminal.pullsAll();
  }

  private void sells(int sales) {
    for (int i = 0; i < sales; i++) {
      terminal.sells("sale-" + (terminal.journal.head().position() + 1), "85123A", 1);
    }
  }

  private void delivers() {
    terminal.up.step();
    assertThat(terminal.up.pending()).isZero();
  }

  private void headOfficeHolds(long n) {
    terminal.deliveries.reachedHeadOffice(n);
  }

  private List<Long> kept() {
    return terminal.read.list(0, 1_000, null).stream().map(summary -> summary.n()).toList();
  }
}
