package io.tillstream.store.poke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.wire.Poke;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LinesTest {

  private static final long MILLI = Duration.ofMillis(1).toNanos();
  private static final long NOBODY_WAITS = Long.MAX_VALUE;

  private final Lines lines = new Lines(new Limits(3, Duration.ofMillis(10), 400, 2));
  private long now;
  private long seq = 1;

  private record Limits(int linesMax, Duration pause, int perSecondMax, int unreadMax)
      implements PokesConfig {
    @Override
    public Duration heartbeat() {
      return Duration.ofSeconds(10);
    }
  }

  /** A terminal that hears, or one that has stopped reading. */
  private static final class Ear implements Line {
    final List<String> heard = new ArrayList<>();
    boolean open = true;
    boolean reads = true;
    Runnable meanwhile = () -> {};
    boolean breaks;

    @Override
    public void begin() {
      meanwhile.run();
    }

    @Override
    public boolean isOpen() {
      return open;
    }

    @Override
    public CompletionStage<?> poke(String json) {
      if (breaks) {
        throw new IllegalStateException("closed meanwhile");
      }
      heard.add(json);
      return reads ? CompletableFuture.completedFuture(null) : new CompletableFuture<>();
    }

    @Override
    public CompletionStage<?> beat() {
      return poke("beat");
    }

    @Override
    public void close() {
      open = false;
    }
  }

  @Test
  void nobodySpeaksOnALineBeforeItHasBegun() {
    Ear till = new Ear();
    till.meanwhile = () -> assertThat(tell()).isEqualTo(NOBODY_WAITS);

    lines.open(stream("T1"), till);

    assertThat(till.heard).isEmpty();
    tell();
    assertThat(till.heard).containsExactly("1");
  }

  @Test
  void aLineThatBreaksIsClosedAndTheOthersHearTheNews() {
    Ear broken = opened("T1");
    broken.breaks = true;
    Ear till = opened("T2");

    tell();
    lines.beat(Set.of(stream("T1"), stream("T2")));

    assertThat(broken.open).isFalse();
    assertThat(till.heard).containsExactly("1", "beat");
  }

  @Test
  void theFirstNewsGoesOutAtOnceAndTheNextAfterThePauseWithAllThatCameMeanwhile() {
    Ear till = opened("T1");
    assertThat(tell()).isEqualTo(NOBODY_WAITS);
    seq = 2;
    assertThat(tell()).isEqualTo(10 * MILLI);
    seq = 3;
    now += 4 * MILLI;
    assertThat(tell()).isEqualTo(6 * MILLI);
    now += 6 * MILLI;
    assertThat(tell()).isEqualTo(NOBODY_WAITS);

    assertThat(till.heard).containsExactly("1", "3");
  }

  @Test
  void afterAQuietTimeNobodyWaits() {
    Ear till = opened("T1");
    tell();
    now += 1_000 * MILLI;
    seq = 9;

    assertThat(tell()).isEqualTo(NOBODY_WAITS);

    assertThat(till.heard).containsExactly("1", "9");
  }

  @Test
  void whatWasSaidIsNotSaidAgain() {
    Ear till = opened("T1");
    tell();
    now += 1_000 * MILLI;

    tell();

    assertThat(till.heard).containsExactly("1");
  }

  @Test
  void manyTerminalsShareThePokesOfASecond() {
    Lines many = new Lines(new Limits(300, Duration.ofMillis(10), 400, 2));
    IntStream.range(0, 300).forEach(i -> many.open(stream("T" + i), new Ear()));
    many.tell(this::news, LinesTest::text, now);
    seq = 2;

    long wait = many.tell(this::news, LinesTest::text, now);

    assertThat(wait).isEqualTo(750 * MILLI);
  }

  @Test
  void aTerminalTooManyIsSentAwayAndOneThatCallsAgainIsNot() {
    Ear first = opened("T1");
    opened("T2");
    opened("T3");

    assertThatThrownBy(() -> lines.open(stream("T4"), new Ear()))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.code()).isEqualTo(ProblemCode.TOO_MANY_REQUESTS));
    Ear again = opened("T1");

    assertThat(first.open).isFalse();
    assertThat(again.open).isTrue();
    assertThat(lines.count()).isEqualTo(3);
  }

  @Test
  void aLineThatTheTerminalHasLeftMakesRoom() {
    opened("T1").open = false;
    opened("T2");
    opened("T3");
    tell();

    opened("T4");

    assertThat(lines.count()).isEqualTo(3);
  }

  @Test
  void aTerminalThatDoesNotReadIsLeftAloneBeforeItFillsTheMemory() {
    Ear till = opened("T1");
    till.reads = false;
    for (int i = 0; i < 20; i++) {
      seq++;
      now += 1_000 * MILLI;
      tell();
    }

    assertThat(till.heard).hasSize(3);
    assertThat(till.open).isFalse();
    assertThat(lines.count()).isZero();
  }

  @Test
  void aRevokedTerminalsLineIsClosedAtTheNextSignOfLife() {
    Ear good = opened("T1");
    Ear revoked = opened("T2");

    lines.beat(Set.of(stream("T1")));

    assertThat(good.heard).containsExactly("beat");
    assertThat(revoked.heard).isEmpty();
    assertThat(revoked.open).isFalse();
  }

  private Ear opened(String terminal) {
    Ear ear = new Ear();
    lines.open(stream(terminal), ear);
    return ear;
  }

  private long tell() {
    return lines.tell(this::news, LinesTest::text, now);
  }

  private Poke news(DocumentStream stream) {
    return new Poke(3, "incarnation", seq, 0, 10_000, null);
  }

  private static String text(Poke poke) {
    return Long.toString(poke.seq());
  }

  private static DocumentStream stream(String terminal) {
    return new DocumentStream(new StoreId("S1"), new TerminalId(terminal), 1);
  }
}
