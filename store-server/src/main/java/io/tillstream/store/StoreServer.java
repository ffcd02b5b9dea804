package io.tillstream.store;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.tillstream.platform.http.AnswerOddPaths;
import io.tillstream.store.backup.BackupCommand;
import picocli.CommandLine;

/** The program. With a command it asks the server that runs; without one it is the server. */
@QuarkusMain
public final class StoreServer {

  private StoreServer() {}

  /** Runs a command line and ends with its exit code, or serves until it is stopped. */
  public static void main(String... args) {
    if (args.length > 0) {
      System.exit(new CommandLine(new Commands()).execute(args));
    }
    AnswerOddPaths.ourselves();
    Quarkus.run(args);
  }

  /** The commands. */
  @CommandLine.Command(
      name = "store-server",
      mixinStandardHelpOptions = true,
      description = "Without a command: the store server. Settings are in docs/CONFIG.md.",
      subcommands = BackupCommand.class)
  static final class Commands implements Runnable {

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
      throw new CommandLine.ParameterException(spec.commandLine(), "there is no such command");
    }
  }
}
