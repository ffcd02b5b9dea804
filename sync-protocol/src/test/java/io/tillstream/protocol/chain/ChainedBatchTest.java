package io.tillstream.protocol.chain;

import static io.tillstream.protocol.chain.AStream.record;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChainedBatchTest {

  private static final AStream MORNING = AStream.ofDocuments("receipt", 5);

  @Test
  void batchThatASenderCutsIsSound() {
    assertThat(MORNING.cut(2, 5).fault()).isEmpty();
    assertThat(MORNING.cut(2, 5).faultOfDocuments()).isEmpty();
    assertThat(MORNING.cut(0, 5).to()).isEqualTo(MORNING.head());
  }

  @Test
  void hashesAreThoseThatTheSenderHasAtEachRecord() {
    assertThat(MORNING.cut(2, 5).hashes())
        .containsExactly(MORNING.at(3).hash(), MORNING.at(4).hash(), MORNING.at(5).hash());
  }

  @Test
  void recordChangedOnTheWayIsFound() {
    ChainedBatch batch = MORNING.cut(2, 5);
    List<ChainedRecord> changed = new ArrayList<>(batch.records());
    changed.set(1, record(4, "receipt 4 for less"));

    assertThat(new ChainedBatch(batch.from(), changed, batch.to()).fault())
        .contains("the records do not add up to the stated hash");
  }

  @Test
  void recordLostOnTheWayIsFound() {
    ChainedBatch batch = MORNING.cut(2, 5);

    assertThat(new ChainedBatch(batch.from(), batch.records().subList(0, 2), batch.to()).fault())
        .isPresent();
  }

  @Test
  void recordsInTheWrongOrderAreFound() {
    ChainedBatch swapped =
        ChainedBatch.after(Watermark.START, List.of(record(2, "second"), record(1, "first")), 2);

    assertThat(swapped.fault()).contains("position 1 stands between 2 and 2");
  }

  @Test
  void samePositionTwiceIsFound() {
    ChainedBatch twice =
        ChainedBatch.after(Watermark.START, List.of(record(1, "one"), record(1, "other")), 2);

    assertThat(twice.fault()).isPresent();
  }

  @Test
  void recordOutsideTheBatchIsFound() {
    assertThat(ChainedBatch.after(MORNING.at(2), List.of(record(2, "two")), 3).fault()).isPresent();
    assertThat(ChainedBatch.after(MORNING.at(2), List.of(record(4, "four")), 3).fault())
        .isPresent();
  }

  @Test
  void batchThatEndsBeforeItBeginsIsFound() {
    assertThat(ChainedBatch.after(MORNING.at(2), List.of(), 1).fault())
        .contains("the batch ends before it begins");
  }

  @Test
  void streamBeginsAtZeroWithAHashOfZeros() {
    Watermark below = new Watermark(-3, Hash.START);
    Watermark elsewhere = new Watermark(0, MORNING.head().hash());

    assertThat(ChainedBatch.after(below, List.of(record(1, "one")), 1).fault()).isPresent();
    assertThat(ChainedBatch.after(elsewhere, List.of(record(1, "one")), 1).fault()).isPresent();
  }

  @Test
  void envelopeOfFactsMayEndBeyondItsLastFact() {
    ChainedBatch facts = ChainedBatch.after(Watermark.START, List.of(record(7, "fact")), 12);

    assertThat(facts.fault()).isEmpty();
  }

  @Test
  void batchOfDocumentsMayNotClaimADocumentThatItDoesNotHold() {
    ChainedBatch withAGap =
        ChainedBatch.after(Watermark.START, List.of(record(1, "one"), record(3, "three")), 3);
    ChainedBatch withoutItsLast = ChainedBatch.after(Watermark.START, List.of(record(1, "one")), 2);

    assertThat(withAGap.fault()).isEmpty();
    assertThat(withAGap.faultOfDocuments()).contains("from 0 to 3 are not 2 documents");
    assertThat(withoutItsLast.faultOfDocuments()).isPresent();
  }
}
