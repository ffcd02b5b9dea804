package io.tillstream.protocol.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.chain.AReceiver;
import io.tillstream.protocol.chain.AStream;
import io.tillstream.protocol.chain.ChainedBatch;
import io.tillstream.protocol.chain.Reception;
import io.tillstream.protocol.chain.Watermark;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * One terminal and one store on a network that loses, repeats and delays, all from one seed. What
 * is wrong is found at the step where it goes wrong, and found again by the seed.
 */
class UploadSimulationTest {

  private static final int SEEDS = 1_000;
  private static final int STEPS_WITH_FAULTS = 60;
  private static final int STEPS_TO_DRAIN = 100;
  private static final int DOCUMENTS_MAX = 150;
  private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));

  @Test
  void whenFaultsStopTheStoreHoldsEveryDocumentOnce() {
    for (long seed = 0; seed < SEEDS; seed++) {
      Simulation shop = new Simulation(seed, AStream.ofDocuments("receipt", DOCUMENTS_MAX));
      for (int step = 0; step < STEPS_WITH_FAULTS; step++) {
        shop.makesDocuments(shop.random.nextInt(3));
        shop.communicates(true);
        shop.holdsABeginningOfWhatWasMade();
      }
      for (int step = 0; step < STEPS_TO_DRAIN && !shop.isDrained(); step++) {
        shop.communicates(false);
      }

      assertThat(shop.isDrained()).as("I15, seed %d: %s", seed, shop.state).isTrue();
      shop.holdsABeginningOfWhatWasMade();
    }
  }

  @Test
  void storeRestoredFromABackupIsOfferedTheDocumentsAgain() {
    for (long seed = 0; seed < SEEDS; seed++) {
      Simulation shop = new Simulation(seed, AStream.ofDocuments("receipt", DOCUMENTS_MAX));
      AReceiver backup = shop.store.copy();
      for (int step = 0; step < STEPS_WITH_FAULTS; step++) {
        shop.makesDocuments(shop.random.nextInt(3));
        shop.communicates(true);
        if (shop.random.nextInt(10) == 0) {
          backup = shop.store.copy();
        }
        if (shop.random.nextInt(15) == 0) {
          shop.store = backup.copy();
        }
      }
      shop.makesDocuments(1); // the store's loss shows when something is sent
      for (int step = 0; step < STEPS_TO_DRAIN && !shop.isDrained(); step++) {
        shop.communicates(false);
      }

      assertThat(shop.isDrained()).as("I18, seed %d: %s", seed, shop.state).isTrue();
      shop.holdsABeginningOfWhatWasMade();
    }
  }

  @Test
  void terminalRestoredFromACopyIsStoppedAndLeavesNothingInTheBooks() {
    for (long seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      int made = 2 + random.nextInt(20);
      int kept = random.nextInt(made);
      AStream original = AStream.ofDocuments("receipt", made);
      Simulation shop = new Simulation(seed, original.restoredAfter(kept, DOCUMENTS_MAX));
      long held = kept + 1L + random.nextInt(made - kept);
      shop.store.receive(original.cut(0, held));
      shop.made = kept + 1L + random.nextInt(10);
      shop.state = new UploadState.Ready(shop.terminal.at(random.nextInt(kept + 1)));
      for (int step = 0; step < STEPS_WITH_FAULTS; step++) {
        shop.communicates(true);
        assertThat(shop.store.standing()).as("I11, seed %d", seed).isEqualTo(original.at(held));
      }
      for (int step = 0; step < STEPS_TO_DRAIN; step++) {
        shop.communicates(false);
      }

      assertThat(shop.state).as("I11, seed %d", seed).isInstanceOf(UploadState.Forked.class);
      assertThat(shop.store.standing()).isEqualTo(original.at(held));
    }
  }

  private static final class Simulation {

    private final Random random;
    private final AStream terminal;
    private final List<ChainedBatch> delayed = new ArrayList<>();
    private AReceiver store = AReceiver.thatKeepsEveryHash();
    private UploadState state = new UploadState.Ready(Watermark.START);
    private long made;

    Simulation(long seed, AStream terminal) {
      random = new Random(seed);
      this.terminal = terminal;
    }

    void makesDocuments(int count) {
      made = Math.min(terminal.head().position(), made + count);
    }

    void communicates(boolean faults) {
      switch (state) {
        case UploadState.Ready ready -> send(ready, faults);
        case UploadState.Resting resting -> state = resting.rested();
        case UploadState.Forked forked -> {
          // A person has to come.
        }
        case UploadState.InFlight inFlight -> throw new AssertionError("left unanswered");
      }
      if (!delayed.isEmpty() && random.nextInt(3) == 0) {
        store.receive(delayed.remove(random.nextInt(delayed.size())));
      }
    }

    private void send(UploadState.Ready ready, boolean faults) {
      long from = ready.acknowledged().position();
      if (from >= made) {
        return;
      }
      ChainedBatch batch = terminal.cut(from, Math.min(made, from + 1 + random.nextInt(6)));
      UploadAnswer answer = new UploadAnswer.NoAnswer();
      if (!faults || random.nextInt(4) != 0) {
        answer = answerTo(batch);
      }
      if (faults && random.nextInt(4) == 0) {
        delayed.add(batch);
      }
      if (faults && random.nextInt(4) == 0) {
        answer = new UploadAnswer.NoAnswer();
      }
      state = ready.offer(batch.to()).answered(answer, own(answer), BACKOFF, random.nextInt(1001));
    }

    private UploadAnswer answerTo(ChainedBatch batch) {
      return switch (store.receive(batch)) {
        case Reception.Fresh fresh -> new UploadAnswer.Standing(store.standing());
        case Reception.Repeated repeated -> new UploadAnswer.Standing(store.standing());
        case Reception.Gap(Watermark standing) -> new UploadAnswer.GapAt(standing);
        case Reception.Fork fork -> new UploadAnswer.ForkAt(store.standing());
      };
    }

    private Watermark own(UploadAnswer answer) {
      long named =
          switch (answer) {
            case UploadAnswer.Standing(Watermark standing) -> standing.position();
            case UploadAnswer.GapAt(Watermark standing) -> standing.position();
            case UploadAnswer.ForkAt(Watermark standing) -> standing.position();
            case UploadAnswer.NoAnswer() -> made;
          };
      return terminal.at(Math.min(named, made));
    }

    boolean isDrained() {
      return store.standing().equals(terminal.at(made))
          && state.acknowledged().equals(terminal.at(made));
    }

    void holdsABeginningOfWhatWasMade() {
      assertThat(state).isNotInstanceOf(UploadState.Forked.class);
      assertThat(store.held()).isEqualTo(terminal.records().subList(0, store.held().size()));
      assertThat(store.standing().position()).isLessThanOrEqualTo(made);
    }
  }
}
