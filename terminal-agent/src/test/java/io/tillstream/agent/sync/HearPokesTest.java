package io.tillstream.agent.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.agent.shop.OneTillShop;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.wire.Protocol;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HearPokesTest extends OneTillShop {

  private static final Duration NEVER = Duration.ofHours(1);

  private HearPokes pokes;
  private Synchronise loops;

  @BeforeEach
  void begin() {
    store.sells("LAMP", "A lamp", 10_000, 100);
    store.pokes().says(store.incarnation(), store.head());
  }

  @AfterEach
  void stop() {
    if (loops != null) {
      loops.stop();
    }
  }

  @Test
  void aChangeIsHereAtOnceWhenTheStoreSaysSo() {
    runs(NEVER, NEVER);
    until(pokes::isUp);
    until(() -> price() == 10_000);

    store.sells("LAMP", "A lamp", 20_000, 100);
    store.pokes().poke(store.incarnation(), store.head());

    until(() -> price() == 20_000);
    assertThat(terminal.contact.isOnline()).isTrue();
  }

  @Test
  void aLostPokeCostsTimeAndNoData() {
    runs(NEVER, Duration.ofMillis(200));
    until(pokes::isUp);

    store.sells("LAMP", "A lamp", 20_000, 100); // and nobody says so

    until(() -> price() == 20_000);
    assertThat(pokes.isUp()).isTrue();
  }

  @Test
  void aLineThatHasGoneSilentIsGivenUpAndCalledAgain() {
    runs(Duration.ofMillis(200), NEVER);
    until(pokes::isUp);

    store.pokes().goesSilent();
    until(() -> !pokes.isUp());
    store.sells("LAMP", "A lamp", 20_000, 100);

    until(() -> price() == 20_000); // polling meanwhile
    int calls = store.pokes().calls();
    until(() -> store.pokes().calls() > calls);
    store.pokes().heals();
    store.pokes().endAll();
    until(pokes::isUp);
  }

  @Test
  void behindAProxyThatHoldsBackWhatIsSaidTheTerminalPolls() {
    store.pokes().holdsBack();
    runs(Duration.ofMillis(200), NEVER);
    until(() -> store.pokes().calls() > 0);

    store.sells("LAMP", "A lamp", 20_000, 100);

    until(() -> price() == 20_000);
    assertThat(pokes.isUp()).isFalse();
  }

  @Test
  void aStoreThatStartedAgainIsHeardAgainAndAskedAtOnce() {
    runs(NEVER, NEVER);
    until(() -> price() == 10_000 && pokes.isUp());
    store.sells("LAMP", "A lamp", 20_000, 100);
    store.pokes().says(store.incarnation(), store.head());

    store.pokes().endAll();

    until(() -> price() == 20_000);
    until(pokes::isUp);
  }

  @Test
  void aStoreThatKnowsNoPokesIsPolled() {
    store.pokes().refuses(ProblemCode.NOT_FOUND);
    runs(Duration.ofMillis(200), NEVER);
    until(() -> price() == 10_000);

    store.sells("LAMP", "A lamp", 20_000, 100);

    until(() -> price() == 20_000);
    assertThat(pokes.isUp()).isFalse();
  }

  @Test
  void aPokeThatSaysNothingNewAsksForNothing() {
    runs(NEVER, NEVER);
    until(() -> price() == 10_000 && pokes.isUp());
    long before = questions();

    store.pokes().poke(store.incarnation(), store.head());
    store.pokes().poke(store.incarnation(), store.head());
    store.sells("LAMP", "A lamp", 20_000, 100);
    store.pokes().poke(store.incarnation(), store.head());

    until(() -> price() == 20_000);
    // One for the news, and one that the beginning of the line may still have left.
    assertThat(questions()).isBetween(before + 1, before + 2);
  }

  @Test
  void aTerminalThatIsAskedToComparesItselfAndSaysWhatItFound() {
    VerifyReplica verify = terminal.verify();
    terminal.down.tells(terminal.journal::head, verify::told);
    runs(NEVER, NEVER);
    loops.whenAskedToVerify(() -> verify.verify(false));
    until(() -> price() == 10_000 && pokes.isUp());
    assertThat(verify.last()).isEmpty();

    store.pokes().asksToVerify(1);

    until(() -> store.told(Protocol.VERIFIED_HEADER).isPresent());
    assertThat(store.told(Protocol.VERIFIED_HEADER).orElseThrow())
        .startsWith(store.head() + " agrees 0 sums ")
        .endsWith(" " + store.incarnation());
  }

  /** I22: 300 terminals that call again together do not compare themselves together. */
  @Test
  void whatTheFirstPokeOfALineSaysAsksForNoComparison() {
    store.pokes().asksToVerify(7);
    AtomicInteger comparisons = new AtomicInteger();
    runs(NEVER, NEVER);
    loops.whenAskedToVerify(comparisons::incrementAndGet);
    until(() -> price() == 10_000 && pokes.isUp());
    store.pokes().endAll();
    until(() -> store.pokes().calls() > 1 && pokes.isUp());
    assertThat(comparisons).hasValue(0);

    store.pokes().asksToVerify(8);

    until(() -> comparisons.get() == 1);
  }

  @Test
  void terminalsThatLostTheStoreTogetherComeBackSpreadOverTheWholeTime() {
    store.pokes().refuses(ProblemCode.NOT_AVAILABLE);
    HearPokes alone = terminal.pokes(NEVER, NEVER, new Random(7));

    long[] rests =
        IntStream.range(0, 40)
            .mapToLong(i -> alone.listen(() -> {}, poke -> {}).toMillis() - 7_000)
            .toArray();

    // The store asked for 7 s; on top comes anything up to a second.
    assertThat(LongStream.of(rests)).allMatch(rest -> rest >= 0 && rest <= 1_000);
    assertThat(LongStream.of(rests).filter(rest -> rest < 250)).isNotEmpty();
    assertThat(LongStream.of(rests).filter(rest -> rest > 750)).isNotEmpty();
  }

  private void runs(Duration poll, Duration pollBesideLine) {
    pokes = terminal.pokes(poll, pollBesideLine, new Random(1));
    loops = terminal.loops(pokes, poll, pollBesideLine);
    loops.start();
  }

  private long price() {
    return terminal.catalogue.item("LAMP").map(item -> item.price().tenThousandths()).orElse(-1L);
  }

  private long questions() {
    return store.requests().stream().filter(request -> request.contains("/changes")).count();
  }

  private static void until(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited for 20 s").isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }
}
