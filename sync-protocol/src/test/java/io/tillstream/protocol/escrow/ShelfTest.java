package io.tillstream.protocol.escrow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How much a store leases, and how much it asks back. */
class ShelfTest {

  private static final long LOT = 5_000;

  @Test
  void aTerminalGetsALotAndNoMoreThanIsFree() {
    assertThat(left(new Shelf(20_000, 0, false), StockLease.since(0))).isEqualTo(LOT);
    assertThat(left(new Shelf(20_000, 18_000, false), StockLease.since(0))).isEqualTo(2_000);
    assertThat(left(new Shelf(20_000, 20_000, false), StockLease.since(0))).isZero();
  }

  @Test
  void whatATerminalTookWithoutALeaseIsMadeUpBeforeItSellsAgain() {
    StockLease overspent = new StockLease(0, 1_000, 0, 4_000);

    assertThat(left(new Shelf(2_000, 0, false), overspent)).isEqualTo(2_000);
    assertThat(left(new Shelf(0, 0, false), overspent)).isZero();
  }

  @Test
  void anIdleTerminalGivesBackHalfToOneThatIsShortAndKeepsItsLastPiece() {
    assertThat(keep(new Shelf(4_000, 4_000, true), holding(4_000))).isEqualTo(2_000);
    assertThat(keep(new Shelf(4_000, 4_000, true), holding(3_000))).isEqualTo(2_000);
    assertThat(keep(new Shelf(4_000, 4_000, true), holding(1_000))).isEqualTo(1_000);
    assertThat(keep(new Shelf(4_000, 4_000, false), holding(4_000))).isEqualTo(LOT);
    assertThat(keep(new Shelf(9_000, 4_000, true), holding(4_000)))
        .as("something is free")
        .isEqualTo(LOT);
  }

  @Test
  void whatIsMoreThanALotIsGivenBackAlsoByATerminalThatSellsNothing() {
    assertThat(keep(new Shelf(9_000, 9_000, false), holding(9_000))).isEqualTo(LOT);
  }

  @Test
  void whatOneGaveBackIsLeftToTheOtherAndNotGrantedToTheGiverAgain() {
    assertThat(granted(new Shelf(4_000, 2_000, true), holding(2_000), 0)).isEqualTo(2_000);
    assertThat(granted(new Shelf(4_000, 0, true), holding(0), 0))
        .as("who has none is the other")
        .isEqualTo(4_000);
    assertThat(granted(new Shelf(14_000, 2_000, true), holding(2_000), 0))
        .as("there is enough for both")
        .isEqualTo(LOT);
  }

  @Test
  void aSaleThatWaitsIsGrantedWholeBeyondTheLotOrNotAtAll() {
    assertThat(granted(new Shelf(20_000, 2_000, false), holding(2_000), 12_000)).isEqualTo(12_000);
    assertThat(granted(new Shelf(12_000, 2_000, false), holding(2_000), 12_000)).isEqualTo(12_000);
    assertThat(granted(new Shelf(11_000, 2_000, false), holding(2_000), 12_000))
        .as("one is missing, so the terminal gets its lot")
        .isEqualTo(LOT);
    assertThat(granted(new Shelf(4_000, 4_000, true), holding(4_000), 6_000)).isEqualTo(4_000);
    assertThat(new Shelf(20_000, 2_000, false).terms("LAMP", holding(2_000), LOT, 12_000))
        .as("and is not asked to give it back before it is sold")
        .extracting(Terms::keepThousandths)
        .isEqualTo(12_000L);
  }

  @Test
  void whatIsSoldButHasNotComeIsNotTakenForTheSaleThatWaits() {
    // The terminal has sold its lot, and the store does not know: 5 are reserved for documents.
    assertThat(granted(new Shelf(7_000, 5_000, false), holding(5_000), 7_000)).isEqualTo(7_000);
    assertThat(granted(new Shelf(7_000, 5_000, false), holding(5_000), 8_000)).isEqualTo(5_000);
  }

  @Test
  void whatWentWithoutBeingLeasedIsAskedBack() {
    assertThat(keep(new Shelf(3_000, 5_000, false), holding(3_000))).isEqualTo(1_000);
    assertThat(keep(new Shelf(-9_000, 5_000, false), holding(3_000))).isZero();
    assertThat(left(new Shelf(3_000, 5_000, false), holding(1_000))).isEqualTo(1_000);
  }

  @Test
  void ofTwoReportsTheLargerFiguresCountInWhateverOrderTheyCome() {
    Told early = new Told("LAMP", 0, 5_000, 0);
    Told late = new Told("LAMP", 0, 8_000, 2_000);

    assertThat(StockLease.since(0).told(early).told(late))
        .isEqualTo(StockLease.since(0).told(late).told(early))
        .isEqualTo(StockLease.since(0).told(late).told(late))
        .isEqualTo(new StockLease(0, 8_000, 2_000, 0));
  }

  private static StockLease holding(long thousandths) {
    return new StockLease(0, thousandths, 0, 0);
  }

  private static long left(Shelf shelf, StockLease lease) {
    Terms terms = shelf.terms("LAMP", lease, LOT, 0);
    return lease.grantedInAll(terms.grantedThousandths()).leftThousandths();
  }

  private static long keep(Shelf shelf, StockLease lease) {
    return shelf.terms("LAMP", lease, LOT, 0).keepThousandths();
  }

  private static long granted(Shelf shelf, StockLease lease, long wanted) {
    return shelf.terms("LAMP", lease, LOT, wanted).grantedThousandths();
  }
}
