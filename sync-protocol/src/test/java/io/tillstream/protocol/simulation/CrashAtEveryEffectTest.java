package io.tillstream.protocol.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Whoever dies, at whichever place between two effects: everything comes to rest all the same. At
 * every other place it is the power that fails.
 */
class CrashAtEveryEffectTest {

  private static final long SEED = 11;
  private static final long DEALS_MILLIS = 1_500;

  @Test
  void oneDeathAtEachPlaceOfAShortDayBreaksNothing() {
    long first = day(Long.MAX_VALUE - 1).boundaries();
    assertThat(first).isGreaterThan(100);
    for (long place = 0; place < first; place++) {
      day(place);
    }
  }

  private static World day(long place) {
    Simulation simulation = new Simulation(SEED, Set.of(), Set.of());
    World world = simulation.world();
    world.dieAtBoundary(place);
    simulation.open();
    simulation.shop().terminals().forEach(terminal -> terminal.till().deal());
    simulation.runUntil(world.now() + DEALS_MILLIS);
    simulation.faultsStop();
    return world;
  }
}
