package io.tillstream.agent.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.agent.shop.OneTillShop;
import io.tillstream.agent.shop.TestTerminal;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.verdict.ParkedReason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PullChangesTest extends OneTillShop {

  @BeforeEach
  void fillTheCatalogue() {
    for (int i = 0; i < 10; i++) {
      store.sells("ITEM" + i, "Item " + i, 10_000, 100);
    }
  }

  @Test
  void theCatalogueIsFetchedInPagesAndKnownAtTheCheckpoint() {
    store.feed().pages(4, Integer.MAX_VALUE);

    assertThat(terminal.pullsAll()).isEqualTo(PullChanges.Pulled.NEWS);

    assertThat(terminal.replica.items()).isEqualTo(10);
    assertThat(terminal.catalogue.item("ITEM7").orElseThrow().description()).isEqualTo("Item 7");
    assertThat(terminal.shows("ITEM7")).isEqualTo(100_000);
  }

  @Test
  void aCrashBeforeTheCheckpointShowsNothing() {
    store.feed().pages(4, 3);
    assertThat(terminal.pullsAll()).isEqualTo(PullChanges.Pulled.FAILED);
    assertThat(terminal.replica.items()).isZero();
    assertThat(terminal.replica.checkpoint()).isEmpty();

    terminal.close(); // forgets what was staged, as a crash does
    terminal = TestTerminal.reopened(folder);
    assertThat(terminal.replica.items()).isZero();

    store.heal();
    terminal.pullsAll();
    assertThat(terminal.replica.items()).isEqualTo(10);
  }

  @Test
  void aLineCutBetweenPagesGoesOnWhereItBroke() {
    store.feed().pages(4, 3);
    terminal.pullsAll();
    store.heal();

    terminal.pullsAll();

    assertThat(terminal.replica.items()).isEqualTo(10);
    assertThat(store.requests()).filteredOn(r -> r.endsWith("rows=5000")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"0,short", "1,short", "2,short", "1,none", "2,none"})
  void aPageThatCannotBeTakenInLosesNoneOfThoseBeforeIt(int goodPages, String spoilt) {
    store.feed().pages(4, Integer.MAX_VALUE);
    store.feed().spoilsPages(goodPages, spoilt.equals("short") ? List.of("ITEM1") : null);

    assertThat(terminal.pullsAll()).isEqualTo(PullChanges.Pulled.FAILED);
    assertThat(terminal.contact.trouble()).isPresent();
    assertThat(terminal.replica.checkpoint()).isEmpty();

    store.heal();
    assertThat(terminal.pullsAll()).isEqualTo(PullChanges.Pulled.NEWS);
    for (int i = 0; i < 10; i++) {
      assertThat(terminal.catalogue.item("ITEM" + i)).isPresent();
      assertThat(terminal.shows("ITEM" + i)).isEqualTo(100_000);
    }
    assertThat(terminal.contact.trouble()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 401})
  void aHotspotsLoginPageIsNotTheStore(int status) {
    store.isHiddenByALoginPage(status);

    assertThat(terminal.pullsAll()).isEqualTo(PullChanges.Pulled.FAILED);

    assertThat(terminal.contact.isOnline()).isFalse();
    assertThat(terminal.contact.lastHeard()).isEmpty();
    assertThat(terminal.contact.refusal()).isEmpty();
    assertThat(terminal.contact.trouble()).get().asString().contains("HTTP " + status);
  }

  @Test
  void pollsThatBringNothingNewWriteNothing() {
    terminal.pullsAll();
    Map<String, Object> before = Map.of("at", terminal.replica.checkpoint().orElseThrow());

    assertThat(terminal.pullsAll()).isEqualTo(PullChanges.Pulled.NOTHING_NEW);
    assertThat(terminal.replica.checkpoint().orElseThrow()).isEqualTo(before.get("at"));
  }

  @Test
  void aStoreThatAsksToBeLeftAloneSaysForHowLong() {
    assertThat(terminal.down.rest()).isEmpty();
    store.makesSnapshot();
    store.shelf().isBusy(1);
    assertThat(terminal.pullsAll()).isEqualTo(PullChanges.Pulled.FAILED);
    assertThat(terminal.down.rest()).as("the file").contains(Duration.ofSeconds(7));

    terminal.pullsAll();
    assertThat(terminal.down.rest()).isEmpty();
    store.isBusyFor(9);
    assertThat(terminal.pullsAll()).isEqualTo(PullChanges.Pulled.FAILED);
    assertThat(terminal.down.rest()).as("the changes").contains(Duration.ofSeconds(9));
  }

  @Test
  void removedItemsAreGone() {
    terminal.pullsAll();
    store.stopsSelling("ITEM3");

    terminal.pullsAll();

    assertThat(terminal.catalogue.item("ITEM3")).isEmpty();
    assertThat(terminal.replica.items()).isEqualTo(9);
  }

  @Test
  void aRefusedCursorFetchesTheReplicaAnewAndTouchesNoDocument() {
    terminal.pullsAll();
    terminal.sells("a", "ITEM1", 2);
    store.startsNewIncarnation();
    store.stopsSelling("ITEM3");
    store.feed().pages(4, 2);

    terminal.pullsAll(); // refused, starts over, breaks off
    assertThat(terminal.replica.items()).as("readers keep the old replica").isEqualTo(10);

    store.heal();
    terminal.pullsAll();
    assertThat(terminal.replica.items()).isEqualTo(9);
    assertThat(terminal.replica.checkpoint().orElseThrow().cursor().incarnation())
        .isEqualTo("another-life");
    assertThat(terminal.journal.head().position()).isEqualTo(1);
    assertThat(terminal.shows("ITEM1")).isEqualTo(98_000);
  }

  @Test
  void aSaleThatTheStoreHasBookedAfterAllIsNoLongerListedAsParked() {
    terminal.pullsAll();
    terminal.sells("a", "NEVER-HEARD-OF", 1);
    terminal.up.step();
    terminal.pullsAll();
    assertThat(terminal.deliveries.standing().parked()).isEqualTo(1);

    store.knows("NEVER-HEARD-OF");
    terminal.pullsAll();

    assertThat(terminal.deliveries.standing().parked()).isZero();
    assertThat(terminal.read.summary(1).orElseThrow().reason()).isNull();
    assertThat(terminal.shows("NEVER-HEARD-OF")).isEqualTo(-1_000);
  }

  @Test
  void aVerdictWhoseAnswerWasLostIsLearntFromTheNextPage() {
    terminal.pullsAll();
    terminal.sells("a", "NEVER-HEARD-OF", 1);
    store.intake().losesNextAnswer();
    terminal.up.step();
    terminal.up.rested();
    terminal.up.step(); // only DUPLICATE now
    assertThat(terminal.deliveries.standing().parked()).isZero();

    terminal.pullsAll();

    assertThat(terminal.read.summary(1).orElseThrow().reason())
        .isEqualTo(ParkedReason.UNKNOWN_ITEM);
  }

  @Test
  void ownDocumentsCountOnceFromTheCommitOnThroughUploadAndCheckpoint() {
    terminal.pullsAll();
    assertThat(terminal.shows("ITEM1")).isEqualTo(100_000);

    terminal.sells("a", "ITEM1", 6);
    assertThat(terminal.shows("ITEM1")).as("recorded").isEqualTo(94_000);

    terminal.up.step();
    assertThat(terminal.shows("ITEM1")).as("at the store").isEqualTo(94_000);

    terminal.pullsAll();
    assertThat(terminal.shows("ITEM1")).as("in the store's figure").isEqualTo(94_000);
    assertThat(terminal.replica.checkpoint().orElseThrow().applied()).isEqualTo(1);
  }

  @Test
  void pendingEffectsSurviveARestart() {
    terminal.pullsAll();
    terminal.sells("a", "ITEM1", 6);
    terminal.up.step();
    terminal.pullsAll();
    terminal.sells("b", "ITEM1", 3);

    reopen();

    assertThat(terminal.shows("ITEM1")).isEqualTo(91_000);
  }

  @Test
  void whatTheStoreParkedHasNoEffectOnceItIsApplied() {
    terminal.pullsAll();
    terminal.records(
        DocumentType.SALE,
        """
        {"reference":"mixed","lines":[{"item":"ITEM1","quantity":2},
         {"item":"UNKNOWN","quantity":1,"unitPrice":1}]}""");
    assertThat(terminal.shows("ITEM1")).as("the goods have left").isEqualTo(98_000);

    terminal.up.step();
    terminal.pullsAll();
    assertThat(terminal.shows("ITEM1")).as("the store has not booked it").isEqualTo(100_000);
  }

  @Test
  void aStoreThatWentBackGetsItsDocumentsCountedHereAgain() {
    terminal.pullsAll();
    for (int i = 0; i < 4; i++) {
      terminal.sells("r" + i, "ITEM1", 1);
    }
    terminal.up.step();
    terminal.pullsAll();
    assertThat(terminal.shows("ITEM1")).isEqualTo(96_000);

    store.goesBackTo(1);
    store.startsNewIncarnation();
    store.sells("ITEM1", "Item 1", 10_000, 99); // its figure holds one document again
    terminal.pullsAll();

    assertThat(terminal.shows("ITEM1")).isEqualTo(96_000);
  }

  @Test
  void stockIsListedWithOwnDocumentsInPages() {
    terminal.pullsAll();
    terminal.sells("a", "ITEM0", 1);
    terminal.sells("b", "ITEM9", 2);

    assertThat(terminal.onHand.list("", 3))
        .extracting(entry -> entry.getKey() + "=" + entry.getValue())
        .containsExactly("ITEM0=99", "ITEM1=100", "ITEM2=100");
    assertThat(terminal.onHand.list("ITEM8", 3))
        .extracting(entry -> entry.getKey() + "=" + entry.getValue())
        .containsExactly("ITEM9=98");
  }

  @Test
  void theStoreIsToldHowMuchWaits() {
    terminal.pullsAll();
    assertThat(terminal.contact.isOnline()).isTrue();
    assertThat(terminal.contact.skewMillis()).isNotNull();
    assertThat(terminal.contact.lastHeard()).isPresent();

    store.cut();
    assertThat(terminal.pullsAll()).isEqualTo(PullChanges.Pulled.FAILED);
    assertThat(terminal.contact.trouble()).isPresent();
  }
}
