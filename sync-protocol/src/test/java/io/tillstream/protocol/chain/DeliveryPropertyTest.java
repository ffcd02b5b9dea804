package io.tillstream.protocol.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the network does to batches, a receiver ends with each record once (I2). */
class DeliveryPropertyTest {

  private static final int HISTORIES = 500;

  @ParameterizedTest(name = "a receiver that keeps every hash: {0}")
  @ValueSource(booleans = {true, false})
  void batchesInAnyOrderWithRepeatsEndAsTheSameRecordsOnce(boolean everyHash) {
    for (long seed = 0; seed < HISTORIES; seed++) {
      Random random = new Random(seed);
      AStream sent = AStream.ofFacts(random, random.nextInt(25));
      AReceiver receiver = receiver(everyHash);
      // What cannot be applied yet is offered again, until a whole round of offers says nothing
      // new.
      List<ChainedBatch> offers = overlapping(sent, random);
      Watermark before;
      do {
        before = receiver.standing();
        Collections.shuffle(offers, random);
        for (ChainedBatch batch : offers) {
          Reception reception = receiver.receive(batch);
          assertThat(reception).as("seed %d", seed).isNotInstanceOf(Reception.Fork.class);
          assertThat(receiver.held())
              .as("seed %d: what is held is a beginning of what was sent", seed)
              .isEqualTo(sent.records().subList(0, receiver.held().size()));
          assertThat(receiver.standing().hash())
              .isEqualTo(sent.at(receiver.standing().position()).hash());
        }
      } while (!before.equals(receiver.standing()));

      assertThat(receiver.held()).as("seed %d", seed).isEqualTo(sent.records());
      assertThat(receiver.standing()).as("seed %d", seed).isEqualTo(sent.head());
    }
  }

  @ParameterizedTest(name = "a receiver that keeps every hash: {0}")
  @ValueSource(booleans = {true, false})
  void forkedHistoryIsAlwaysToldAndNeverTakenIn(boolean everyHash) {
    for (long seed = 0; seed < HISTORIES; seed++) {
      Random random = new Random(seed);
      int made = 2 + random.nextInt(20);
      AStream original = AStream.ofDocuments("receipt", made);
      int kept = random.nextInt(made);
      AStream restored = original.restoredAfter(kept, 1 + random.nextInt(20));
      long held = kept + 1L + random.nextInt(made - kept);
      AReceiver receiver = receiver(everyHash).holding(original, held);
      List<ChainedBatch> offers = overlapping(restored, random);
      Collections.shuffle(offers, random);
      boolean told = false;
      for (ChainedBatch batch : offers) {
        told |= receiver.receive(batch) instanceof Reception.Fork;
        assertThat(receiver.standing()).as("seed %d", seed).isEqualTo(original.at(held));
      }

      // A receiver with the last hash alone cannot tell below it; there the sender sees that the
      // answer's watermark is none of its own.
      Watermark own =
          restored.at(Math.min(receiver.standing().position(), restored.head().position()));
      assertThat(told || (!everyHash && !own.equals(receiver.standing())))
          .as("seed %d", seed)
          .isTrue();
    }
  }

  private static AReceiver receiver(boolean everyHash) {
    return everyHash ? AReceiver.thatKeepsEveryHash() : AReceiver.thatKeepsTheLastHash();
  }

  /** Batches that cover the stream, cut at random, each reaching back at random, some twice. */
  private static List<ChainedBatch> overlapping(AStream stream, Random random) {
    List<ChainedBatch> batches = new ArrayList<>();
    long to = 0;
    while (to < stream.head().position()) {
      long from = random.nextLong(to + 1);
      to = Math.min(stream.head().position(), to + 1 + random.nextLong(6));
      ChainedBatch batch = stream.cut(from, to);
      for (int copies = 1 + random.nextInt(2); copies > 0; copies--) {
        batches.add(batch);
      }
    }
    return batches;
  }
}
