package io.tillstream.agent.escrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.agent.greeting.Lineage;
import io.tillstream.agent.shop.OneTillShop;
import io.tillstream.agent.sync.KeepSupplied;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.escrow.Terms;
import io.tillstream.protocol.escrow.Told;
import io.tillstream.protocol.wire.StockLeaseReport;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A terminal sells no more of a scarce item than is leased to it. */
class SellScarceTest extends OneTillShop {

  private static final String HEART = "85123A";

  @BeforeEach
  void heartsAreScarce() {
    sellHearts();
    assertThat(terminal.greet.ready()).isTrue();
  }

  @Test
  void aSaleBeyondTheLeaseIsRefusedWithWhatIsLeftAndTakesNoNumber() {
    isGranted(3);
    sells("a", 2);

    assertThatThrownBy(() -> sells("b", 2))
        .hasMessageContaining("of it this terminal may sell 1 now, not 2");
    assertThat(terminal.journal.head().position()).isEqualTo(1);
    assertThat(sells("b", 1).n()).isEqualTo(2);
    assertThat(left()).isEqualTo("0");
  }

  @Test
  void theSameSaleAskedAgainIsAnsweredWhateverIsLeft() {
    isGranted(2);
    Document first = sells("a", 2);

    terminal.pullsAll();
    assertThat(sells("a", 2)).isEqualTo(first);
    assertThat(store.reports()).as("for what is sold nobody asks").isEmpty();
    assertThat(left()).isEqualTo("0");
  }

  @Test
  void whatIsLeftIsWhatItWasAfterARestart() {
    isGranted(3);
    sells("a", 2);

    reopen();

    assertThat(left()).isEqualTo("1");
    assertThatThrownBy(() -> sells("b", 2)).hasMessageContaining("may sell 1 now");
  }

  @Test
  void whatComesBackMayBeSoldAgainAndWhatBreaksIsNeverRefused() {
    isGranted(2);
    sells("a", 2);

    record(DocumentType.RETURN, "r", 1);
    assertThat(left()).isEqualTo("1");
    record(DocumentType.WRITE_OFF, "w", 3);
    assertThat(left()).isEqualTo("-2");
    assertThatThrownBy(() -> sells("b", 1)).hasMessageContaining("may sell 0 now");
  }

  @Test
  void anItemThatIsScarceNoMoreIsSoldFreely() {
    isGranted(1);
    terminal.journal.leased(List.of());

    assertThat(sells("a", 7).n()).isEqualTo(1);
  }

  @Test
  void itReportsAtOnceWhenALeaseBeginsAndWhenLittleIsLeft() {
    store.leases(new Terms(HEART, 0, 0, 4_000, 4_000));
    KeepSupplied supply = terminal.supply();
    supply.step();

    assertThat(store.reports()).extracting(StockLeaseReport::leases).hasSize(2);
    assertThat(store.reports().getLast().leases()).containsExactly(new Told(HEART, 0, 0, 0));

    store.leases(new Terms(HEART, 4_000, 0, 4_000, 4_000));
    supply.step();
    assertThat(left()).isEqualTo("4");
    int reports = store.reports().size();
    supply.step();
    assertThat(store.reports()).as("there is enough").hasSize(reports);

    sells("a", 3);
    supply.step();
    assertThat(store.reports()).hasSize(reports + 1);
  }

  @Test
  void aSaleOfMoreThanIsLeasedIsMadeWhenTheStoreGrantsItAtOnce() {
    isGranted(3);
    store.leases(new Terms(HEART, 8_000, 0, 8_000, 4_000));
    terminal.pullsAll();

    assertThat(sells("a", 8).n()).isEqualTo(1);

    assertThat(store.reports()).hasSize(2); // the first of this start of the agent tells once more
    assertThat(store.reports())
        .extracting(StockLeaseReport::leases)
        .allMatch(
            told ->
                told.equals(List.of(new Told(HEART, 0, 3_000, 0, 8_000L)))
                    || told.equals(List.of(new Told(HEART, 0, 8_000, 0, 8_000L))));
    assertThat(left()).isEqualTo("0");
  }

  @Test
  void aSaleOfMoreThanIsLeasedIsRefusedWhenTheStoreKeepsTheRest() {
    isGranted(3);
    store.leases(new Terms(HEART, 3_000, 0, 4_000, 4_000));
    terminal.pullsAll();

    assertThatThrownBy(() -> sells("a", 8))
        .hasMessageContaining("85123A is scarce, and of it this terminal may sell 3 now, not 8")
        .hasMessageContaining("its store was asked");
    assertThat(terminal.journal.head().position()).isZero();
    assertThat(left()).isEqualTo("3");
  }

  @Test
  void aSaleOfMoreThanIsLeasedIsRefusedAtOnceWhileTheStoreIsOutOfReach() {
    isGranted(3);
    reopen(); // it has not heard its store since

    assertThatThrownBy(() -> sells("a", 8)).hasMessageContaining("its store is out of reach");
    assertThat(store.reports()).isEmpty();
    assertThat(sells("a", 3).n()).isEqualTo(1);
  }

  @Test
  void whatIsGivenBackIsOnTheDiskAndKnownToTheWitnessBeforeItIsTold() {
    isGranted(4);
    store.leases(new Terms(HEART, 4_000, 0, 2_000, 4_000));

    terminal.supply().step();

    assertThat(left()).isEqualTo("2");
    assertThat(store.reports().getLast().leases())
        .as("a till that sells nothing gives back all the same")
        .containsExactly(new Told(HEART, 0, 4_000, 2_000));
    reopen();
    assertThat(terminal.journal.scarce().now().told())
        .containsExactly(new Told(HEART, 0, 4_000, 2_000));
    assertThat(terminal.files().witness().returnsOf(terminal.files().identity().stream()))
        .isEqualTo(1);
  }

  @Test
  void aDiskPutBackToBeforeItGaveGoodsBackSellsThemNoMore() {
    isGranted(4);
    Path before = imageWhileOff();
    terminal.greet.ready();
    terminal.pullsAll();
    store.leases(new Terms(HEART, 4_000, 0, 2_000, 4_000));
    terminal.supply().step();

    restore(before);

    assertThat(terminal.continuity.lineage()).as("no document is missing").isEqualTo(Lineage.OK);
    assertThatThrownBy(() -> sells("a", 1)).hasMessageContaining("may sell 0 now");
    reopen();
    assertThat(left()).as("and what it is granted next is its own").isEqualTo("0");
    terminal.journal.leased(List.of(new Terms(HEART, 4_000, 2_000, 10_000, 4_000)));
    terminal.journal.leased(List.of(new Terms(HEART, 6_000, 2_000, 10_000, 4_000)));
    assertThat(left()).isEqualTo("2");
  }

  /** The first answer begins the lease, the second grants. */
  private void isGranted(int units) {
    Terms granted = new Terms(HEART, units * 1_000L, 0, 10_000, 4_000);
    terminal.journal.leased(List.of(new Terms(HEART, 0, 0, 10_000, 4_000)));
    terminal.journal.leased(List.of(granted));
    store.leases(granted);
  }

  private String left() {
    return terminal.journal.scarce().standings().getFirst().left();
  }

  private Document sells(String reference, int units) {
    return record(DocumentType.SALE, reference, units);
  }

  private Document record(DocumentType type, String reference, int units) {
    String reason = type == DocumentType.WRITE_OFF ? "\"reason\":\"broken\"," : "";
    return terminal
        .records(
            type,
            """
            {"reference":"%s",%s"lines":[{"item":"85123A","quantity":%d}]}"""
                .formatted(reference, reason, units))
        .document();
  }
}
