package io.tillstream.protocol.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.chain.AStream;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.download.Cursor;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may go on under a terminal's name, and who may not (I11, I18). */
class HandshakeTest {

  private static final int HISTORIES = 500;

  @Test
  void aTerminalThatOnlyWentOnIsAlwaysWelcome() {
    for (long seed = 0; seed < HISTORIES; seed++) {
      Random random = new Random(seed);
      AStream journal = AStream.ofDocuments("receipt", random.nextInt(20));
      long held = random.nextLong(journal.head().position() + 1);
      long acknowledged = random.nextLong(held + 1); // the last answers may be lost

      assertThat(meeting(journal, acknowledged, journal, held))
          .as("seed %d", seed)
          .isEqualTo(Judgement.AGREES);
    }
  }

  @Test
  void aTerminalWhoseDiskWasRestoredIsToldSoBeforeItSellsAgain() {
    for (long seed = 0; seed < HISTORIES; seed++) {
      Random random = new Random(seed);
      int held = 1 + random.nextInt(20);
      AStream original = AStream.ofDocuments("receipt", held);
      int kept = random.nextInt(held);
      AStream journal = original.restoredAfter(kept, 0);

      assertThat(meeting(journal, random.nextInt(kept + 1), original, held))
          .as("seed %d", seed)
          .isEqualTo(Judgement.RESTORED);
    }
  }

  @Test
  void aTerminalThatSoldOnAfterItsDiskWasRestoredIsNeverTakenForItself() {
    for (long seed = 0; seed < HISTORIES; seed++) {
      Random random = new Random(seed);
      int made = 2 + random.nextInt(20);
      AStream original = AStream.ofDocuments("receipt", made);
      int kept = random.nextInt(made);
      AStream journal = original.restoredAfter(kept, 1 + random.nextInt(25));
      long held = kept + 1L + random.nextInt(made - kept);

      assertThat(meeting(journal, random.nextInt(kept + 1), original, held))
          .as("seed %d", seed)
          .isEqualTo(Judgement.PARTED);
    }
  }

  @Test
  void whatTheStoreConfirmedIsComparedToo() {
    AStream original = AStream.ofDocuments("receipt", 10);
    AStream other = original.restoredAfter(3, 12);

    Judgement judgement =
        Handshake.judge(
            AGreeting.of(other, 8), original.at(10), AGreeting.hashesOf(original, 10), null);

    assertThat(judgement).isEqualTo(Judgement.PARTED);
  }

  @Test
  void theSecondOfTwoMachinesFromOneDiskIsTurnedAway() {
    AStream journal = AStream.ofDocuments("receipt", 4);
    Sessions sessions = Sessions.first("a").confirm();
    Sessions original = sessions.begin("b");
    Sessions copy = sessions.begin("c");

    assertThat(greets(journal, original, "a")).isEqualTo(Judgement.AGREES);
    assertThat(greets(journal, copy, original.confirm().confirmed())).isEqualTo(Judgement.COPIED);
    assertThat(greets(journal, original.confirm(), "b")).isEqualTo(Judgement.AGREES);
  }

  @Test
  void theOriginalIsTurnedAwayWhenItsCopyCameFirst() {
    AStream journal = AStream.ofDocuments("receipt", 4);
    Sessions running = Sessions.first("a").confirm();

    assertThat(greets(journal, running.begin("c"), "a")).isEqualTo(Judgement.AGREES);
    assertThat(greets(journal, running, "c")).isEqualTo(Judgement.COPIED);
  }

  @Test
  void lostAnswersAndRestartsNeverMakeAnHonestTerminalLookLikeACopy() {
    for (long seed = 0; seed < HISTORIES; seed++) {
      Random random = new Random(seed);
      AStream journal = AStream.ofDocuments("receipt", 1);
      Sessions sessions = Sessions.first("0");
      String known = null;
      for (int step = 1; step < 30; step++) {
        if (random.nextInt(3) == 0) {
          sessions = sessions.begin(Integer.toString(step)); // the agent starts again
        }
        if (random.nextInt(3) != 0) {
          assertThat(greets(journal, sessions, known))
              .as("seed %d, step %d", seed, step)
              .isEqualTo(Judgement.AGREES);
          known = sessions.offered();
          if (random.nextBoolean()) {
            sessions = sessions.confirm(); // else the answer is lost
          }
        }
      }
    }
  }

  @Test
  void aStoreThatLostWhatItConfirmedNoticesIt() {
    AStream journal = AStream.ofDocuments("receipt", 9);
    Greeting greeting = AGreeting.of(journal, 7, new Cursor("i", 3));

    assertThat(Handshake.storeWentBack(greeting, journal.at(6), "i", 3)).isTrue();
    assertThat(Handshake.storeWentBack(greeting, journal.at(7), "i", 3)).isFalse();
  }

  @Test
  void aLossThatIsKnownAlreadyIsNotFoundAgainByEachTerminal() {
    AStream journal = AStream.ofDocuments("receipt", 9);

    assertThat(
            Handshake.storeWentBack(
                AGreeting.of(journal, 7, new Cursor("before the loss", 12)),
                journal.at(6),
                "after the loss",
                3))
        .isFalse();
    assertThat(
            Handshake.storeWentBack(
                AGreeting.of(journal, 7, null), journal.at(6), "after the loss", 3))
        .isFalse();
  }

  @Test
  void aStoreThatLostChangesItsTerminalsHaveReadNoticesIt() {
    Greeting greeting = AGreeting.readUpTo(new Cursor("i", 12));

    assertThat(Handshake.storeWentBack(greeting, Watermark.START, "i", 11)).isTrue();
    assertThat(Handshake.storeWentBack(greeting, Watermark.START, "i", 12)).isFalse();
    assertThat(Handshake.storeWentBack(greeting, Watermark.START, "later", 3)).isFalse();
  }

  @Test
  void aStoreThatWentBackIsOfferedTheRestByTheTerminal() {
    AStream journal = AStream.ofDocuments("receipt", 9);

    assertThat(meeting(journal, 7, journal, 4)).isEqualTo(Judgement.AGREES);
  }

  @Test
  void aTerminalThatPurgedItsOldDocumentsIsNotAccusedForThem() {
    AStream journal = AStream.ofDocuments("receipt", 9);

    assertThat(
            Handshake.concluded(
                Judgement.AGREES, journal.at(2), journal.head(), position -> Optional.empty()))
        .isEqualTo(Judgement.AGREES);
  }

  @ParameterizedTest
  @EnumSource
  void reasonsReadBackFromTheirNamesOnTheWire(HandshakeReason reason) {
    assertThat(HandshakeReason.of(reason.toString())).isEqualTo(reason);
  }

  private static Judgement greets(AStream journal, Sessions sessions, String known) {
    return Handshake.judge(
        AGreeting.of(journal, 0, sessions.confirmed(), sessions.offered()),
        journal.head(),
        AGreeting.hashesOf(journal, journal.head().position()),
        known);
  }

  /** Both ends of a handshake. */
  private static Judgement meeting(AStream journal, long acknowledged, AStream store, long held) {
    Judgement judgement =
        Handshake.judge(
            AGreeting.of(journal, acknowledged),
            store.at(held),
            AGreeting.hashesOf(store, held),
            null);
    return Handshake.concluded(
        judgement,
        store.at(held),
        journal.head(),
        AGreeting.hashesOf(journal, journal.head().position()));
  }
}
