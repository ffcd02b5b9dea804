package io.tillstream.agent;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.tillstream.agent.start.AgentCommand;
import io.tillstream.agent.start.ExitCode;
import io.tillstream.agent.start.OpenFiles;
import io.tillstream.platform.http.AnswerOddPaths;
import java.util.concurrent.atomic.AtomicInteger;

/** The program. The command line is read, and all is checked, before Quarkus starts. */
@QuarkusMain
public final class TerminalAgent {

  private TerminalAgent() {}

  /** Runs a command line and ends with its exit code. */
  public static void main(String... args) {
    System.exit(AgentCommand.execute(TerminalAgent::serve, args));
  }

  private static int serve(OpenFiles files, int port) {
    // System properties outrank the environment: nobody but this computer is ever served.
    System.setProperty("quarkus.http.host", "127.0.0.1");
    System.setProperty("quarkus.http.port", Integer.toString(port));
    AnswerOddPaths.ourselves();
    System.setProperty("tillstream.data", files.directory().folder().toString());
    Wiring.useFiles(files);
    AtomicInteger exit = new AtomicInteger(ExitCode.OK.code());
    Quarkus.run(null, (code, fault) -> exit.set(fault == null ? code : ExitCode.FAILED.code()));
    return exit.get();
  }
}
