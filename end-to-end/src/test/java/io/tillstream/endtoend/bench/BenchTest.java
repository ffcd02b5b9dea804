package io.tillstream.endtoend.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a benchmark tells when something goes wrong on the way. */
class BenchTest {

  private static final int REPEATS = 5;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final PrintStream to = new PrintStream(said, true, StandardCharsets.UTF_8);

  @Test
  void oneWorkThatFailsIsNamedAndCostsNoOtherItsFigures(@TempDir Path folder) throws Exception {
    Results results =
        Bench.measure(List.of(measures("quick"), fails("broken"), measures("slow")), REPEATS, to);

    assertThat(results.figures()).extracting(Figure::work).containsExactly("quick", "slow");
    assertThat(results.failed()).containsExactly("broken");
    assertThat(said.toString(StandardCharsets.UTF_8)).contains("broken failed", "no such price");

    PrintFigures.to(to, Machine.ofThisRun(), REPEATS, results);
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("| quick | median | 7 ms |", "| slow | median | 7 ms |", "Failed", "broken.");

    Path file = folder.resolve("figures.json");
    WriteFigures.to(file, Machine.ofThisRun(), REPEATS, results);
    JsonNode json = new ObjectMapper().readTree(file.toFile());
    assertThat(json.path("figures")).hasSize(2);
    assertThat(json.path("failed").get(0).asText()).isEqualTo("broken");
  }

  @Test
  void whereAllIsMeasuredNothingIsSaidOfFailures() throws Exception {
    Results results = Bench.measure(List.of(measures("quick")), REPEATS, to);

    PrintFigures.to(to, Machine.ofThisRun(), REPEATS, results);

    assertThat(results.failed()).isEmpty();
    assertThat(said.toString(StandardCharsets.UTF_8)).doesNotContain("ailed");
  }

  private interface Work {
    List<Figure> measured(String name) throws IOException;
  }

  private static Measurement measures(String name) {
    return work(name, each -> List.of(Figure.of(each, "median", 7, "ms", Bound.none())));
  }

  private static Measurement fails(String name) {
    return work(
        name,
        each -> {
          throw new IOException("no such price");
        });
  }

  private static Measurement work(String name, Work work) {
    return new Measurement() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public List<Figure> measure(Workplace workplace) throws IOException {
        return work.measured(name);
      }
    };
  }
}
