package io.tillstream.protocol.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Whatever dies, repeats, comes late or lies: nothing is lost, and everything comes to rest. */
class SimulationTest {

  private static final long SEEDS = 300;

  @Test
  void shopsKeepEveryInvariantThroughFaultsAndComeToRestAfterThem() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      Simulation.Outcome outcome = Simulation.of(seed);
      assertThat(outcome.broken()).as("./tillstream simulate --seeds %d-%d", seed, seed).isEmpty();
    }
  }
}
