package io.tillstream.store.equality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.store.Eventually;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** However many ask, one comparison runs. */
class OneAtATimeTest {

  private final AtomicInteger begun = new AtomicInteger();
  private final CompletableFuture<Void> goesOn = new CompletableFuture<>();
  private final OneAtATime comparisons = new OneAtATime(this::compare);
  private volatile boolean fails;

  @Test
  void whoeverAsksMeanwhileGetsTheSameResult() throws Exception {
    FutureTask<Proof> first = asks(true);
    FutureTask<Proof> quick = waits(false);
    FutureTask<Proof> thorough = waits(true);
    goesOn.complete(null);

    assertThat(quick.get()).isSameAs(first.get());
    assertThat(thorough.get()).isSameAs(first.get());
    assertThat(begun).hasValue(1);
    assertThat(comparisons.now(true)).isNotSameAs(first.get());
  }

  @Test
  void whoeverAsksForMoreDoesNotTakeLess() throws Exception {
    FutureTask<Proof> quick = asks(false);
    FutureTask<Proof> thorough = waits(true);
    goesOn.complete(null);

    assertThat(quick.get().thorough()).isFalse();
    assertThat(thorough.get().thorough()).isTrue();
    assertThat(begun).hasValue(2);
  }

  @Test
  void whoeverWaitedForOneThatFailsAttemptsItAgain() throws Exception {
    fails = true;
    FutureTask<Proof> first = asks(true);
    FutureTask<Proof> second = waits(true);
    goesOn.complete(null);

    assertThatThrownBy(first::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(SQLException.class);
    assertThatThrownBy(second::get).hasCauseInstanceOf(SQLException.class);
    fails = false;
    assertThat(comparisons.now(true)).isNotNull();
    assertThat(begun).hasValue(3);
  }

  /** Asks, and is the one whose comparison runs. */
  private FutureTask<Proof> asks(boolean thoroughly) {
    FutureTask<Proof> asked = new FutureTask<>(() -> comparisons.now(thoroughly));
    new Thread(asked).start();
    Eventually.holds(() -> begun.get() == 1);
    return asked;
  }

  /** Asks while another comparison runs. */
  private FutureTask<Proof> waits(boolean thoroughly) {
    FutureTask<Proof> asked = new FutureTask<>(() -> comparisons.now(thoroughly));
    Thread thread = new Thread(asked);
    thread.start();
    Eventually.holds(() -> thread.getState() == Thread.State.WAITING);
    return asked;
  }

  private Proof compare(boolean thoroughly) throws SQLException {
    begun.incrementAndGet();
    goesOn.join();
    if (fails) {
      throw new SQLException("the books cannot be read");
    }
    return new Proof(
        Instant.EPOCH,
        "a life",
        begun.get(),
        thoroughly,
        Verdict.EQUAL,
        List.of(),
        HeadOfficeProof.notCompared(Standing.NOT_CONFIGURED, "none"),
        List.of());
  }
}
