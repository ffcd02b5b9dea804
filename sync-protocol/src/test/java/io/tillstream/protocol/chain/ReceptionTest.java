package io.tillstream.protocol.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReceptionTest {

  private static final AStream DAY = AStream.ofDocuments("receipt", 8);

  private final AReceiver store = AReceiver.thatKeepsEveryHash().holding(DAY, 5);

  @Test
  void nextReceiptsAreNew() {
    assertThat(store.receive(DAY.cut(5, 8))).isEqualTo(new Reception.Fresh(0));
    assertThat(store.standing()).isEqualTo(DAY.head());
  }

  @Test
  void firstBatchOfATerminalIsNew() {
    AReceiver empty = AReceiver.thatKeepsEveryHash();

    assertThat(empty.receive(DAY.cut(0, 3))).isEqualTo(new Reception.Fresh(0));
  }

  @Test
  void batchSentAgainIsRepeated() {
    assertThat(store.receive(DAY.cut(0, 5))).isEqualTo(new Reception.Repeated());
    assertThat(store.receive(DAY.cut(2, 4))).isEqualTo(new Reception.Repeated());
    assertThat(store.receive(DAY.cut(5, 5))).isEqualTo(new Reception.Repeated());
    assertThat(store.receive(DAY.cut(3, 3))).isEqualTo(new Reception.Repeated());
  }

  @Test
  void onlyTheEndOfAnOverlappingBatchIsNew() {
    for (int from = 0; from < 5; from++) {
      assertThat(AReceiver.thatKeepsEveryHash().holding(DAY, 5).receive(DAY.cut(from, 8)))
          .isEqualTo(new Reception.Fresh(5 - from));
      assertThat(AReceiver.thatKeepsTheLastHash().holding(DAY, 5).receive(DAY.cut(from, 8)))
          .isEqualTo(new Reception.Fresh(5 - from));
    }
  }

  @Test
  void missingReceiptIsAskedForAndNothingChanges() {
    assertThat(store.receive(DAY.cut(6, 8))).isEqualTo(new Reception.Gap(DAY.at(5)));
    assertThat(store.standing()).isEqualTo(DAY.at(5));
  }

  @Test
  void forkIsToldAtWhateverReceiptTheHistoriesPart() {
    for (int kept = 0; kept < 5; kept++) {
      AStream restored = DAY.restoredAfter(kept, 8 - kept);
      for (int from = 0; from <= 5; from++) {
        for (int to = Math.max(from, kept) + 1; to <= 8; to++) {
          assertThat(store.receive(restored.cut(from, to)))
              .as("parted after %d, batch %d to %d", kept, from, to)
              .isEqualTo(new Reception.Fork(Math.max(0, kept - from)));
        }
      }
    }
    assertThat(store.standing()).isEqualTo(DAY.at(5));
  }

  @Test
  void receiverThatKeepsOnlyTheLastHashTellsAForkThatReachesIt() {
    AReceiver headOffice = AReceiver.thatKeepsTheLastHash().holding(DAY, 5);
    for (int kept = 0; kept < 5; kept++) {
      AStream restored = DAY.restoredAfter(kept, 8 - kept);
      for (int from = 0; from <= 5; from++) {
        for (int to = 5; to <= 8; to++) {
          assertThat(headOffice.receive(restored.cut(from, to)))
              .as("parted after %d, batch %d to %d", kept, from, to)
              .isInstanceOf(Reception.Fork.class);
        }
      }
    }
  }

  @Test
  void batchThatOnlyClaimsTheSameHistoryIsAFork() {
    Watermark elsewhere = new Watermark(5, DAY.at(4).hash());

    assertThat(store.receive(ChainedBatch.after(elsewhere, DAY.cut(5, 8).records(), 8)))
        .isEqualTo(new Reception.Fork(0));
    assertThat(store.receive(ChainedBatch.after(elsewhere, List.of(), 5)))
        .isEqualTo(new Reception.Fork(0));
  }

  @Test
  void factsWithGapsBetweenThemOverlapAlike() {
    AReceiver headOffice = AReceiver.thatKeepsTheLastHash();
    ChainedRecord early = AStream.record(3, "goods receipt");
    ChainedRecord late = AStream.record(9, "sale");
    headOffice.receive(ChainedBatch.after(Watermark.START, List.of(early), 6));

    assertThat(headOffice.receive(ChainedBatch.after(Watermark.START, List.of(early, late), 12)))
        .isEqualTo(new Reception.Fresh(1));
    assertThat(headOffice.standing().position()).isEqualTo(12);
  }

  @Test
  void envelopeWithoutFactsMovesTheWatermarkPastReferenceChanges() {
    AReceiver headOffice = AReceiver.thatKeepsTheLastHash().holding(DAY, 5);

    assertThat(headOffice.receive(ChainedBatch.after(DAY.at(5), List.of(), 9)))
        .isEqualTo(new Reception.Fresh(0));
    assertThat(headOffice.standing()).isEqualTo(new Watermark(9, DAY.at(5).hash()));
  }
}
