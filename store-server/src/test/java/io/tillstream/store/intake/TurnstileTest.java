package io.tillstream.store.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.wire.Protocol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Uploads are counted by what they unfold to (I22). */
class TurnstileTest {

  private static final long LARGEST = Protocol.BATCH_BYTES_MAX;
  private static final long MIB = 1024 * 1024;

  private final Turnstile turnstile = new Turnstile(16, 12 * MIB, Duration.ofMillis(20));

  @Test
  void ofTheLargestUploadsOneIsInAtATimeAndSmallOnesBesideIt() {
    List<Turnstile.Place> inside = new ArrayList<>();
    inside.add(turnstile.enter(LARGEST, false));

    assertThatThrownBy(() -> turnstile.enter(LARGEST, false))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("room");
    for (int i = 0; i < 15; i++) {
      inside.add(turnstile.enter(256 * 1024L, false));
    }
    // And never more than there are threads for.
    assertThatThrownBy(() -> turnstile.enter(1L, false))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("too many terminals");

    inside.forEach(Turnstile.Place::close);
    turnstile.enter(LARGEST, false).close();
  }

  @Test
  void anUploadThatUnfoldsToMoreThanItSeemedAsksForMoreRoom() {
    try (Turnstile.Place large = turnstile.enter(LARGEST, false);
        Turnstile.Place bomb = turnstile.enter(1_000L, true)) {
      bomb.unfoldsTo(4 * MIB);

      assertThatThrownBy(() -> bomb.unfoldsTo(4 * MIB + 1)).isInstanceOf(ProblemException.class);
      assertThat(large).isNotNull();
    }
    // What was refused more room has given back what it had.
    turnstile.enter(LARGEST, false).close();
  }

  @Test
  void anUploadThatTheWriterStillHoldsKeepsItsRoomThoughItsRequestIsOver() {
    Runnable writerHasDone;
    try (Turnstile.Place large = turnstile.enter(LARGEST, false)) {
      writerHasDone = large.held();
    }
    assertThatThrownBy(() -> turnstile.enter(LARGEST, false)).isInstanceOf(ProblemException.class);

    writerHasDone.run();

    turnstile.enter(LARGEST, false).close();
  }
}
