package io.tillstream.agent.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.agent.shop.OneTillShop;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.wire.Findings;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** I6: what differs is named to the store, on both sides, before it is mended. */
class TellFindingsTest extends OneTillShop {

  private VerifyReplica verify;

  @BeforeEach
  void fillTheCatalogue() {
    for (int i = 0; i < 100; i++) {
      store.sells("ITEM" + i, "Item " + i, 10_000 + i, 100);
    }
    terminal.pullsAll();
    verify = terminal.verify();
  }

  @Test
  void aTerminalThatHoldsTheSameTellsNothing() {
    terminal.sells("R1", "ITEM7", 1);
    sendsAll();
    terminal.sells("R2", "ITEM7", 1); // waits, and is no difference

    verify.verify(true);

    assertThat(store.findings()).isEmpty();
  }

  @Test
  void aRowThatTheDiskHasSpoiltIsToldWithBothValuesAndThenMended() {
    spoil("UPDATE stock SET quantity_thousandths = 5000 WHERE item = 'ITEM7'");
    spoil("DELETE FROM price WHERE item = 'ITEM8'");

    assertThat(verify.verify(true).result()).isEqualTo(Verification.REPAIRED);

    Findings told = told();
    assertThat(told.rows())
        .containsExactlyInAnyOrder(
            new Findings.Row("stock", "ITEM7", "quantityThousandths", "5000", "100000"),
            new Findings.Row("price", "ITEM8", "unitPriceTenThousandths", null, "10008"));
    assertThat(told.more()).isFalse();
    assertThat(told.seq()).isEqualTo(store.head());
    assertThat(told.incarnation()).isEqualTo(store.incarnation());
    assertThat(terminal.shows("ITEM7")).isEqualTo(100_000);
    verify.verify(true);
    assertThat(store.findings()).as("it is told once").hasSize(1);
  }

  @Test
  void ofMuchThatDiffersTheFirstIsTold() {
    spoil("UPDATE price SET unit_price_ten_thousandths = 1");
    spoil("UPDATE item SET description = 'spoilt'");

    assertThat(verify.verify(true).result()).isEqualTo(Verification.FETCHED_ANEW);

    assertThat(told().rows()).isNotEmpty().hasSizeLessThanOrEqualTo(Findings.ROWS_MAX);
    assertThat(told().more()).isTrue();
  }

  @Test
  void whatIsFoundWhileTheStoreCannotHearIsToldLater() {
    store.forgetsToSay(() -> store.sells("NOVELTY", "A novelty", 5_000, 0));
    store.refusesFindings(true);
    assertThat(verify.verify(true).result()).isEqualTo(Verification.REPAIRED);
    assertThat(store.findings()).isEmpty();
    verify.verify(true); // which finds nothing any more
    store.refusesFindings(false);

    terminal.findings.step();

    assertThat(told().rows())
        .contains(new Findings.Row("price", "NOVELTY", "unitPriceTenThousandths", null, "5000"));
  }

  @Test
  void aStoreOfAnEarlierVersionIsNotAskedAgain() {
    store.hearsFindings(false);
    spoil("UPDATE price SET unit_price_ten_thousandths = 1 WHERE item = 'ITEM7'");
    assertThat(verify.verify(true).result()).isEqualTo(Verification.REPAIRED);

    terminal.findings.step();

    assertThat(store.requests().stream().filter(each -> each.endsWith("/findings"))).hasSize(1);
  }

  /** As after an image of the disk was put back that no witness gave away. */
  @Test
  void aDocumentThatTheStoreHasAndTheTerminalHasNotIsNamed() {
    terminal.sells("R1", "ITEM7", 1);
    sendsAll();
    store.holdsAnotherHistory();

    verify.verify(false);

    Findings.Document extra = told().documents().getFirst();
    assertThat(told().documents()).hasSize(1);
    assertThat(extra.n()).isEqualTo(2);
    assertThat(extra.terminal()).isNull();
    assertThat(extra.store()).isNotNull();
  }

  @Test
  void documentsThatARestoredStoreHasLostAreNamedUntilItHasThemAgain() {
    for (int i = 1; i <= 6; i++) {
      terminal.sells("R" + i, "ITEM7", 1);
    }
    sendsAll();
    store.goesBackTo(4);

    verify.verify(false);

    assertThat(told().documents()).extracting(Findings.Document::n).containsExactly(5L, 6L);
    assertThat(told().documents().getFirst().number()).isNotNull();
    assertThat(told().documents().getFirst().terminal()).isEqualTo(hash(5));
    assertThat(told().documents().getFirst().store()).isNull();
    store.takesBack(2);
    verify.verify(false);
    assertThat(told().documents()).isEmpty();
    assertThat(store.findings()).hasSize(2);
  }

  @Test
  void ofAChainThatPartsTheFirstDocumentIsNamed() {
    terminal.sells("R1", "ITEM7", 1);
    sendsAll();
    for (int i = 2; i <= 5; i++) {
      terminal.sells("R" + i, "ITEM7", 1);
      store.holdsAnotherHistory();
    }

    verify.verify(false);

    assertThat(told().documents()).extracting(Findings.Document::n).containsExactly(2L);
    assertThat(told().documents().getFirst().terminal()).isEqualTo(hash(2));
    assertThat(told().documents().getFirst().store()).isNotNull().isNotEqualTo(hash(2));
  }

  @Test
  void aDocumentThatIsGoneInTheMiddleIsFoundByLookingAtEach() {
    for (int i = 1; i <= 8; i++) {
      terminal.sells("R" + i, "ITEM7", 1);
    }
    sendsAll();
    terminal
        .files()
        .txn()
        .write(session -> session.prepare("DELETE FROM document WHERE n = 4").executeUpdate());

    verify.verify(false);
    assertThat(store.findings()).as("the ends agree").isEmpty();
    verify.verify(true);

    assertThat(told().documents()).extracting(Findings.Document::n).containsExactly(4L);
    assertThat(told().documents().getFirst().terminal()).isNull();
  }

  @Test
  void aReplicaThatWasBegunAnewSaysThatItWasNotCompared() {
    verify.verify(true);
    assertThat(verify.told().orElseThrow().result()).isEqualTo(Verification.AGREES);

    terminal.down.fetchAnew();
    terminal.pullsAll();

    assertThat(verify.told().orElseThrow().result()).isEqualTo(Verification.NOT_COMPARED);
    verify.verify(false);
    assertThat(verify.told().orElseThrow().result()).isEqualTo(Verification.AGREES);
  }

  private Hash hash(long n) {
    return terminal.read.hashAt(n).orElseThrow();
  }

  private Findings told() {
    List<Findings> all = store.findings();
    assertThat(all).isNotEmpty();
    return all.getLast();
  }

  private void spoil(String sql) {
    terminal.files().ref().write(session -> session.prepare(sql).executeUpdate());
  }
}
