package io.tillstream.endtoend.bench;

import io.tillstream.endtoend.program.Programs;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./tillstream bench}: measures, prints a table, writes JSON. */
@Command(
    name = "bench",
    description = "Measures speed and memory against plain limits of the same run.")
public final class Bench implements Callable<Integer> {

  private static final int REPEATS_MIN = 5;
  private static final int REPEATS_MAX = 100;

  private static final List<Measurement> ALL =
      List.of(
          new MeasureIntake(3),
          new MeasureIntake(10),
          new MeasureSale(),
          new MeasureBootstrap(100_000),
          new MeasureBootstrap(1_000_000),
          new MeasurePrices(),
          new MeasureBulkUpdate(),
          new MeasureIdle(),
          new MeasureGrowth());

  @Spec private CommandSpec spec;

  @Option(names = "--only", paramLabel = "WORK", split = ",", description = "Measure only these.")
  private List<String> only = List.of();

  @Option(
      names = "--chain",
      description = "Measure head office with the streams of 2,000 stores over Kafka instead.")
  private boolean chain;

  @Option(
      names = "--repeats",
      paramLabel = "N",
      defaultValue = "5",
      description = "How often each figure is taken; the median is told.")
  private int repeats;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures to this file.")
  private Path json;

  /** 0 when everything was measured, met or not; 1 when a work failed, 2 for wrong arguments. */
  @Override
  public Integer call() throws InterruptedException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    if (repeats < REPEATS_MIN || repeats > REPEATS_MAX) {
      throw wrong("--repeats is " + REPEATS_MIN + " to " + REPEATS_MAX);
    }
    Results results = measure(chosen(), repeats, err);
    Machine machine = Machine.ofThisRun();
    PrintFigures.to(out, machine, repeats, results);
    if (json != null) {
      try {
        WriteFigures.to(json, machine, repeats, results);
      } catch (IOException e) {
        err.println("tillstream: the figures cannot be written. " + e.getMessage());
        return CommandLine.ExitCode.SOFTWARE;
      }
    }
    return results.failed().isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  /** One after the other; what fails costs nobody else's figures. */
  static Results measure(List<Measurement> measurements, int repeats, PrintStream err)
      throws InterruptedException {
    List<Figure> figures = new ArrayList<>();
    List<String> failed = new ArrayList<>();
    for (Measurement measurement : measurements) {
      try {
        figures.addAll(measure(measurement, repeats, err));
      } catch (RuntimeException | IOException | SQLException failure) {
        failed.add(measurement.name());
        err.printf("tillstream: %s failed. %s%n", measurement.name(), failure);
      }
    }
    return new Results(figures, failed);
  }

  private List<Measurement> chosen() {
    if (chain && !only.isEmpty()) {
      throw wrong("--chain is measured by itself, without --only");
    }
    if (chain) {
      return List.of(new MeasureChain());
    }
    Map<String, Measurement> known = new LinkedHashMap<>();
    ALL.forEach(each -> known.put(each.name(), each));
    for (String name : only) {
      if (!known.containsKey(name)) {
        throw wrong("--only knows " + String.join(", ", known.keySet()) + ", not " + name);
      }
    }
    return only.isEmpty() ? ALL : only.stream().distinct().map(known::get).toList();
  }

  private static List<Figure> measure(Measurement measurement, int repeats, PrintStream err)
      throws IOException, InterruptedException, SQLException {
    Path data = Files.createTempDirectory("tillstream-bench-").toRealPath();
    Programs programs = new Programs();
    Thread onExit = new Thread(programs::close, "stop every program");
    Runtime.getRuntime().addShutdownHook(onExit);
    try (programs) {
      return measurement.measure(
          new Workplace(
              programs, data, repeats, said -> err.println(measurement.name() + ": " + said)));
    } finally {
      Runtime.getRuntime().removeShutdownHook(onExit);
      remove(data);
    }
  }

  private static void remove(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).collect(Collectors.toList())) {
        Files.deleteIfExists(file);
      }
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
