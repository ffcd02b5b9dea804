package io.tillstream.protocol.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A month without the network, over the turn of the year, on a right and on a wrong clock. */
class LongOutageTest {

  private static final int DAYS = 30;
  private static final int DEALS_A_DAY = 4;
  private static final long DAY_MILLIS = 86_400_000;

  @ParameterizedTest(name = "clock off by {0} days")
  @ValueSource(ints = {0, 1, -1})
  void aTerminalCutOffForThirtyDaysSellsNumbersAndDeliversEverything(int daysOff) {
    Simulation simulation = new Simulation(1, Set.of(), Set.of());
    simulation.open();
    World world = simulation.world();
    Terminal terminal = simulation.shop().terminals().getFirst();
    terminal.clockOff(daysOff * DAY_MILLIS);
    world.network().cut(terminal);
    LocalDate before = LocalDate.ofInstant(terminal.clock(), java.time.ZoneOffset.UTC);

    for (int day = 0; day < DAYS; day++) {
      for (int deal = 0; deal < DEALS_A_DAY; deal++) {
        terminal.till().deal();
        simulation.runUntil(world.now() + 1_000);
      }
      if (day % 7 == 3) {
        terminal.agent().die(true); // somebody trips over the cable
        simulation.runUntil(world.now() + 10_000);
      }
      world.skipADay();
    }
    List<Entry> made = terminal.journal().life().entries();
    assertThat(made).hasSize(DAYS * DEALS_A_DAY);
    assertThat(made.stream().map(entry -> entry.document().businessDate()).distinct())
        .hasSize(DAYS)
        .isSorted()
        .startsWith(before.toString());
    assertThat(made.stream().map(Entry::number)).doesNotHaveDuplicates();

    simulation.faultsStop();

    assertThat(simulation.shop().headOffice().books().streams.get(terminal.stream()).held())
        .hasSize(DAYS * DEALS_A_DAY);
  }
}
