package io.tillstream.protocol.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.chain.Watermark;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class UploadStateTest {

  private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));
  private static final UploadAnswer NO_ANSWER = new UploadAnswer.NoAnswer();

  private final UploadState.Ready ready = new UploadState.Ready(own(10));

  @Test
  void answeredBatchLeavesTheTerminalReadyForTheNext() {
    UploadState next = answered(ready.offer(own(20)), new UploadAnswer.Standing(own(20)), 30);

    assertThat(next).isEqualTo(new UploadState.Ready(own(20)));
  }

  @Test
  void lostAnswerMeansTheSameBatchAgainAfterARest() {
    UploadState rests = answered(ready.offer(own(20)), NO_ANSWER, 30);

    assertThat(rests).isEqualTo(new UploadState.Resting(own(10), 1, Duration.ofSeconds(1)));
    assertThat(((UploadState.Resting) rests).rested()).isEqualTo(new UploadState.Ready(own(10), 1));
  }

  @Test
  void restsGrowWhileTheStoreIsAwayAndAreForgottenWhenItAnswers() {
    UploadState.Ready trying = ready;
    for (int failures = 1; failures <= 4; failures++) {
      UploadState.Resting rests =
          (UploadState.Resting) answered(trying.offer(own(20)), NO_ANSWER, 30);
      assertThat(rests.failures()).isEqualTo(failures);
      assertThat(rests.rest()).isEqualTo(BACKOFF.after(failures, 1000));
      trying = rests.rested();
    }

    assertThat(answered(trying.offer(own(20)), new UploadAnswer.Standing(own(20)), 30))
        .isEqualTo(new UploadState.Ready(own(20), 0));
  }

  @Test
  void storeThatFellBackIsOfferedTheDocumentsAgain() {
    assertThat(answered(ready.offer(own(20)), new UploadAnswer.GapAt(own(4)), 30))
        .isEqualTo(new UploadState.Ready(own(4)));
  }

  @Test
  void storeThatHeldMoreThanWasKnownIsContinuedThere() {
    assertThat(answered(ready.offer(own(12)), new UploadAnswer.Standing(own(25)), 30))
        .isEqualTo(new UploadState.Ready(own(25)));
  }

  @Test
  void storeThatKnowsDocumentsWeNeverMadeStopsTheUpload() {
    Watermark beyond = another(31);

    assertThat(answered(ready.offer(own(20)), new UploadAnswer.Standing(beyond), 30))
        .isEqualTo(new UploadState.Forked(own(10), beyond));
    assertThat(answered(ready.offer(own(20)), new UploadAnswer.GapAt(beyond), 30))
        .isEqualTo(new UploadState.Forked(own(10), beyond));
  }

  @Test
  void storeThatHoldsAnotherHistoryAtTheSamePlaceStopsTheUpload() {
    for (int position : new int[] {4, 10, 20, 30}) {
      Watermark other = another(position);

      assertThat(answered(ready.offer(own(20)), new UploadAnswer.Standing(other), 30))
          .as("standing at %d", position)
          .isEqualTo(new UploadState.Forked(own(10), other));
      assertThat(answered(ready.offer(own(20)), new UploadAnswer.GapAt(other), 30))
          .as("gap at %d", position)
          .isEqualTo(new UploadState.Forked(own(10), other));
    }
  }

  @Test
  void forkStopsTheUpload() {
    assertThat(answered(ready.offer(own(20)), new UploadAnswer.ForkAt(another(15)), 30))
        .isEqualTo(new UploadState.Forked(own(10), another(15)));
  }

  @Test
  void answerThatMovesNothingCountsAsAFailure() {
    UploadState.Resting rests = new UploadState.Resting(own(10), 1, Duration.ofSeconds(1));

    assertThat(answered(ready.offer(own(20)), new UploadAnswer.Standing(own(10)), 30))
        .isEqualTo(rests);
    assertThat(answered(ready.offer(own(20)), new UploadAnswer.GapAt(own(10)), 30))
        .isEqualTo(rests);
  }

  @Test
  void greetingWithoutDocumentsIsAnsweredByTheWatermarkAlone() {
    assertThat(answered(ready.offer(own(10)), new UploadAnswer.Standing(own(10)), 30))
        .isEqualTo(ready);
  }

  @Test
  void whatIsAcknowledgedNeverChangesWithoutAnAnswer() {
    UploadState.InFlight flight = ready.offer(own(20));

    assertThat(flight.acknowledged()).isEqualTo(own(10));
    assertThat(answered(flight, NO_ANSWER, 30).acknowledged()).isEqualTo(own(10));
    assertThat(answered(flight, new UploadAnswer.ForkAt(another(15)), 30).acknowledged())
        .isEqualTo(own(10));
  }

  /** The sender looks up its own chain where the answer stands, or at its head. */
  private static UploadState answered(UploadState.InFlight flight, UploadAnswer answer, long made) {
    long standing =
        switch (answer) {
          case UploadAnswer.Standing(Watermark watermark) -> watermark.position();
          case UploadAnswer.GapAt(Watermark watermark) -> watermark.position();
          case UploadAnswer.ForkAt(Watermark watermark) -> watermark.position();
          case UploadAnswer.NoAnswer() -> made;
        };
    return flight.answered(answer, own(Math.min(made, standing)), BACKOFF, 1000);
  }

  private static Watermark own(long position) {
    return at(position, "own");
  }

  private static Watermark another(long position) {
    return at(position, "another");
  }

  private static Watermark at(long position, String history) {
    return new Watermark(
        position, Hash.START.then((history + position).getBytes(StandardCharsets.UTF_8)));
  }
}
