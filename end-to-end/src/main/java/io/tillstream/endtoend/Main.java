package io.tillstream.endtoend;

import io.tillstream.endtoend.bench.Bench;
import io.tillstream.endtoend.chaos.Chaos;
import io.tillstream.endtoend.demo.Demo;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Where the commands of {@code ./tillstream} arrive. */
@Command(
    name = "tillstream",
    subcommands = {Bench.class, Chaos.class, Demo.class},
    mixinStandardHelpOptions = true,
    scope = CommandLine.ScopeType.INHERIT, // the commands below have the same version
    version = "Tillstream 0.1.0")
public final class Main implements Runnable {

  /** Exits with picocli's code: 0 done, 1 failed, 2 wrong arguments. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setParameterExceptionHandler(
            (wrong, arguments) -> {
              wrong.getCommandLine().getErr().println("tillstream: " + wrong.getMessage());
              wrong.getCommandLine().getErr().println("'./tillstream help' lists all options.");
              return CommandLine.ExitCode.USAGE;
            });
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        commandLine(), "Which command? There are: bench, chaos, demo");
  }
}
