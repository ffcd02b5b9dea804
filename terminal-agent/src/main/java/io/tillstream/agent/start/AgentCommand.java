package io.tillstream.agent.start;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The commands and how their failures are told. */
@Command(
    name = "tillstream-agent",
    mixinStandardHelpOptions = true,
    versionProvider = AgentCommand.Version.class,
    description = "Sits beside a till: records its sales at once and brings them to the store.",
    footer = {
      "Without a command it is 'run'. 'run --help', 'enrol --help' and 'import --help' tell more.",
      "A till is enrolled once, and run from then on in the same data directory."
    },
    subcommands = {EnrolCommand.class, ImportCommand.class, RecoverCommand.class, RunCommand.class})
public final class AgentCommand {

  private AgentCommand() {}

  /**
   * Runs a command line; without a command, {@code run}.
   *
   * @param agent what {@code run} starts once nothing stands in its way
   * @return the exit code
   */
  public static int execute(Agent agent, String... args) {
    CommandLine line =
        new CommandLine(new AgentCommand(), new WithAgent(agent))
            .setExecutionExceptionHandler(AgentCommand::tell);
    boolean named =
        args.length > 0 && (!args[0].startsWith("-") || args[0].matches("-h|--help|-V|--version"));
    return line.execute(named ? args : prepend("run", args));
  }

  private static int tell(Exception e, CommandLine line, CommandLine.ParseResult parsed)
      throws Exception {
    if (e instanceof Obstacle obstacle) {
      line.getErr().println("tillstream-agent: " + obstacle.getMessage());
      return obstacle.exit().code();
    }
    throw e;
  }

  private static String[] prepend(String first, String[] others) {
    String[] all = new String[others.length + 1];
    all[0] = first;
    System.arraycopy(others, 0, all, 1, others.length);
    return all;
  }

  /** Makes the commands; only one of them needs something. */
  private record WithAgent(Agent agent) implements CommandLine.IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
      return type == RunCommand.class
          ? type.cast(new RunCommand(agent))
          : CommandLine.defaultFactory().create(type);
    }
  }

  /** For {@code --version}. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"tillstream-agent " + AgentVersion.get()};
    }
  }
}
