package io.tillstream.endtoend;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Where {@code ./tillstream demo} arrives. */
@Command(name = "tillstream", mixinStandardHelpOptions = true, version = "Tillstream 0.1.0")
public final class Main implements Runnable {

  /** Exits with picocli's code: 0 done, 1 failed, 2 wrong arguments. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Main()).execute(arguments));
  }

  @Override
  public void run() {
    System.out.println("Project root: " + System.getProperty("tillstream.home"));
  }
}
