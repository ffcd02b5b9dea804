package io.tillstream.protocol.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The simulation notices when a protection is missing, by the invariant that it keeps. */
class ProtectionTest {

  private static final long SEEDS_MAX = 60;

  static Stream<Arguments> whatEachKeeps() {
    return Stream.of(
        keeps(Protection.SEQ_AT_COMMIT, "I4"),
        keeps(Protection.PREFIX_CHECK, "I2"),
        keeps(Protection.ACKNOWLEDGE_AFTER_SYNC, "I1"),
        keeps(Protection.SHOW_AFTER_SYNC, "I1"),
        keeps(Protection.FENCE, "I17"),
        keeps(Protection.WITNESS, "I10", "I11"),
        keeps(Protection.WITNESS_BEFORE_SHOWING, "I10"),
        keeps(Protection.SESSIONS, "I11"),
        keeps(Protection.PURGE_AFTER_HEAD_OFFICE, "I13"),
        keeps(Protection.CHECKPOINT, "I5"),
        keeps(Protection.BOOK_ONCE, "I7"),
        keeps(Protection.NEW_INCARNATION, "I18"),
        keeps(Protection.OFFER_CLOSED_LIVES_AGAIN, "I12", "I6"),
        keeps(Protection.PARK_ALONE, "I14", "I15"),
        keeps(Protection.COUNT_OWN_DOCUMENTS, "I16"),
        keeps(Protection.MAKE_ANEW, "I12"),
        keeps(Protection.NUMBER_IN_THE_TRANSACTION, "I10"),
        keeps(Protection.TRY_AGAIN, "I15", "I14"));
  }

  @ParameterizedTest
  @MethodSource("whatEachKeeps")
  void aShopWithoutThisProtectionBreaksWhatItKeeps(Protection missing, List<String> invariants) {
    Broken found =
        LongStream.rangeClosed(1, SEEDS_MAX)
            .mapToObj(seed -> Simulation.of(seed, EnumSet.of(missing), Set.of()))
            .flatMap(outcome -> outcome.broken().stream())
            .findFirst()
            .orElseThrow(() -> new AssertionError("no seed notices that it is missing"));

    assertThat(found.invariant()).as(found.getMessage()).isIn(invariants);
  }

  @Test
  void everyProtectionIsTried() {
    assertThat(whatEachKeeps().map(arguments -> arguments.get()[0]))
        .containsExactlyInAnyOrder((Object[]) Protection.values());
  }

  @Test
  void aFailingHistoryIsShortenedToWhatStillBreaksIt() {
    Set<Protection> missing = EnumSet.of(Protection.WITNESS);
    Simulation.Outcome failing = Simulation.of(1, missing, Set.of());

    Simulation.Outcome shortest = new Shrinker(1, missing, 40).shrink(failing);

    assertThat(shortest.broken().orElseThrow().invariant())
        .isEqualTo(failing.broken().orElseThrow().invariant());
    assertThat(shortest.history()).hasSizeLessThan(failing.history().size() / 2);
  }

  @Test
  void oneSeedTellsTheSameStoryEachTime() {
    Simulation.Outcome once = Simulation.of(7);
    Simulation.Outcome again = Simulation.of(7);

    assertThat(again.history()).isEqualTo(once.history());
    assertThat(again.steps()).isEqualTo(once.steps());
    assertThat(again.checks()).isEqualTo(once.checks());
  }

  private static Arguments keeps(Protection protection, String... invariants) {
    return Arguments.of(protection, List.of(invariants));
  }
}
