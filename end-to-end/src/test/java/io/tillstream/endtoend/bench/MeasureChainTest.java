package io.tillstream.endtoend.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.endtoend.program.Programs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The benchmark of a chain, with a chain of a handful. */
class MeasureChainTest {

  @Test
  @Timeout(300)
  void aChainOfAHandfulIsMeasuredFromTheBrokerToTheBooks(@TempDir Path folder) throws Exception {
    ChainLoad little = new ChainLoad(6, 6, 4, 6, 20);
    List<String> told = new ArrayList<>();
    try (Programs programs = new Programs()) {
      List<Figure> figures =
          new MeasureChain(2, 5, little).measure(new Workplace(programs, folder, 2, told::add));

      assertThat(figures).allSatisfy(figure -> assertThat(figure.value()).isNotNegative());
      assertThat(figures)
          .filteredOn(figure -> figure.unit().equals("documents/s"))
          .hasSize(4) // backlog and limit, of the few and of the many
          .allSatisfy(figure -> assertThat(figure.value()).isPositive());
      assertThat(figures)
          .filteredOn(figure -> figure.work().equals("from 2 to 5 stores"))
          .extracting(Figure::what)
          .contains("speed", "resident memory of head office, highest");
    }
    assertThat(told).anyMatch(said -> said.contains("5 stores"));
  }

  @Test
  void speedIsToldPortionByPortionAndTheFirstEnvelopeOnlyBegins() {
    List<HeardStandings.Applied> applied = new ArrayList<>();
    for (long at : new long[] {1_000, 1_100, 1_500, 2_000, 2_250, 2_400}) {
      applied.add(new HeardStandings.Applied(new ChainStores.Place("C1", at), at));
    }

    Samples rates = ChainRun.rates(applied, 2, 50);

    // 100 documents in 500 ms, then in 750 ms; what is no whole portion is left out.
    assertThat(rates.count()).isEqualTo(2);
    assertThat(rates.at(0)).isEqualTo(133);
    assertThat(rates.at(100)).isEqualTo(200);
  }

  @Test
  void theChainIsMeasuredByItself() {
    assertThat(new CommandLine(new Bench()).execute("--chain", "--only", "sale"))
        .isEqualTo(CommandLine.ExitCode.USAGE);
  }
}
