package io.tillstream.protocol.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.chain.AStream;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.identity.DocumentStream;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** No number is shown twice, even if the store never saw the first (I10). */
class WitnessTest {

  private static final int HISTORIES = 500;

  @Test
  void anHonestJournalIsNeverBehindItsWitnessHoweverTheAgentDied() {
    for (long seed = 0; seed < HISTORIES; seed++) {
      Random random = new Random(seed);
      AStream journal = AStream.ofDocuments("receipt", random.nextInt(20));
      long made = journal.head().position();
      long seen = random.nextLong(made + 1); // died after the commit, before the witness

      assertThat(check(journal, journal.at(seen)))
          .as("seed %d", seed)
          .isEqualTo(WitnessVerdict.AGREES);
    }
  }

  @Test
  void aRestoredJournalIsRecognisedByAnyNumberItLost() {
    for (long seed = 0; seed < HISTORIES; seed++) {
      Random random = new Random(seed);
      int shown = 1 + random.nextInt(20);
      AStream original = AStream.ofDocuments("receipt", shown);
      AStream restored = original.restoredAfter(random.nextInt(shown), 0);

      assertThat(check(restored, original.head()))
          .as("seed %d", seed)
          .isEqualTo(WitnessVerdict.JOURNAL_BEHIND);
    }
  }

  @Test
  void aJournalThatWentAnotherWayIsNotTheOneThatWasWitnessed() {
    AStream original = AStream.ofDocuments("receipt", 5);

    assertThat(check(original.restoredAfter(3, 2), original.head()))
        .isEqualTo(WitnessVerdict.FOREIGN);
    assertThat(check(original.restoredAfter(3, 9), original.head()))
        .isEqualTo(WitnessVerdict.FOREIGN);
  }

  @Test
  void aWitnessOfAnotherLifeSaysNothingForThisOne() {
    DocumentStream earlier =
        new DocumentStream(AGreeting.TERMINAL.store(), AGreeting.TERMINAL.terminal(), 7);
    Witness witness = new Witness(earlier, Watermark.START, "s");

    assertThat(
            Witness.check(
                Optional.of(witness),
                AGreeting.TERMINAL,
                Watermark.START,
                position -> Optional.empty()))
        .isEqualTo(WitnessVerdict.FOREIGN);
  }

  @Test
  void aJournalWithoutAWitnessMayBeACopy() {
    assertThat(
            Witness.check(
                Optional.empty(),
                AGreeting.TERMINAL,
                AStream.ofDocuments("receipt", 3).head(),
                position -> Optional.empty()))
        .isEqualTo(WitnessVerdict.MISSING);
  }

  @Test
  void purgedDocumentsAreNotHeldAgainstTheJournal() {
    AStream journal = AStream.ofDocuments("receipt", 9);
    Witness witness = new Witness(AGreeting.TERMINAL, journal.at(4), "s");

    assertThat(
            Witness.check(
                Optional.of(witness),
                AGreeting.TERMINAL,
                journal.head(),
                position -> Optional.empty()))
        .isEqualTo(WitnessVerdict.AGREES);
  }

  private static WitnessVerdict check(AStream journal, Watermark seen) {
    return Witness.check(
        Optional.of(new Witness(AGreeting.TERMINAL, seen, "s")),
        AGreeting.TERMINAL,
        journal.head(),
        AGreeting.hashesOf(journal, journal.head().position()));
  }
}
