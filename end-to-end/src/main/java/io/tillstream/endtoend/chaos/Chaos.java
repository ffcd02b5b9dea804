package io.tillstream.endtoend.chaos;

import io.tillstream.endtoend.drain.AwaitDrained;
import io.tillstream.endtoend.http.Refused;
import io.tillstream.endtoend.program.ProgramFailed;
import io.tillstream.endtoend.stage.Progress;
import io.tillstream.endtoend.stage.Stage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./tillstream chaos}: reads the options and turns verdicts into exit codes. */
@Command(
    name = "chaos",
    description =
        "Lets shops sell while programs are killed and lines fail, and says of each invariant whether"
            + " it held.")
public final class Chaos implements Callable<Integer> {

  private static final int MINUTES_MAX = 7 * 24 * 60;
  private static final int TERMINALS_MAX = 32;
  private static final int STORES_MAX = 4;
  private static final long SEED_BOUND = 1_000_000_000L;

  @Spec private CommandSpec spec;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      defaultValue = "5",
      description = "For how long troubles come (default: ${DEFAULT-VALUE}).")
  private int minutes;

  @Option(
      names = "--terminals",
      paramLabel = "N",
      defaultValue = "4",
      description = "Terminals, dealt to the stores (default: ${DEFAULT-VALUE}).")
  private int terminals;

  @Option(
      names = "--stores",
      paramLabel = "N",
      defaultValue = "1",
      description = "Stores (default: ${DEFAULT-VALUE}).")
  private int stores;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Draw the same troubles in the same order as the run that printed this seed.")
  private Long seed;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the verdicts to this file, as one JSON object.")
  private Path json;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where the programs keep databases and logs (default: a temporary directory).")
  private Path data;

  /** 0 when every verdict held, 1 when not or when a program fails, 2 for wrong arguments. */
  @Override
  public Integer call() throws InterruptedException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    require(minutes >= 1 && minutes <= MINUTES_MAX, "--minutes is 1 to " + MINUTES_MAX);
    require(stores >= 1 && stores <= STORES_MAX, "--stores is 1 to " + STORES_MAX);
    require(
        terminals >= stores && terminals <= TERMINALS_MAX,
        "--terminals is from the number of stores to " + TERMINALS_MAX);
    require(terminals % stores == 0, "--terminals must be a multiple of --stores");
    long drawn = seed == null ? ThreadLocalRandom.current().nextLong(SEED_BOUND) : seed;
    out.println("Seed " + drawn);
    Progress progress = new Progress(err, false); // troubles are worth a line each
    try (Stage stage = Stage.at("trial", data, false)) {
      try {
        Tally tally =
            new RunChaos(stage.programs(), stage.data(), progress::step)
                .run(drawn, stores, terminals / stores, Duration.ofMinutes(minutes));
        new PrintTally(out).print(tally);
        if (json != null) {
          WriteTally.to(json, tally);
        }
        if (!tally.allHeld()) {
          stage.keep();
          out.println("Data and logs are kept in " + stage.data());
        }
        return tally.allHeld() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
      } catch (ProgramFailed | AwaitDrained.DoesNotDrain | Refused | IOException failure) {
        stage.explain(failure, err);
        err.println("The same troubles again: --seed " + drawn);
        return CommandLine.ExitCode.SOFTWARE;
      }
    } catch (IOException e) {
      err.println("tillstream: the data directory cannot be used: " + e.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  private void require(boolean right, String rule) {
    if (!right) {
      throw new ParameterException(spec.commandLine(), rule);
    }
  }
}
