package io.tillstream.endtoend.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The programs as the build packages them, and the memory each is given. */
public enum Packaged {
  /** The program beside a till: many run on one machine of the demo, and on small machines. */
  TERMINAL_AGENT("terminal-agent", "-XX:+UseSerialGC -Xmx48m -Xss512k -XX:+ExitOnOutOfMemoryError"),
  /** The program of a shop. */
  STORE_SERVER(
      "store-server",
      "-XX:+UseSerialGC -Xmx256m -Xmn144m -XX:SurvivorRatio=4 -XX:MetaspaceSize=96m -Xss512k -XX:+ExitOnOutOfMemoryError"),
  /** The enterprise tier. */
  HEAD_OFFICE("head-office", "-XX:+UseSerialGC -Xmx144m -Xss512k -XX:+ExitOnOutOfMemoryError"),
  /** A message broker to try the programs with; none of them, and not packaged with them. */
  BROKER("broker", "-XX:+UseSerialGC -Xmx256m -XX:+ExitOnOutOfMemoryError");

  /** The C library keeps what the compiler has freed until it is asked to give it back. */
  private static final String TRIM = "-XX:TrimNativeHeapInterval=10000";

  /** The first Java that knows how to ask without an unlocking flag. */
  private static final int TRIM_FROM_JAVA = 22;

  /** The first Java that makes a cache for starts in one step (JEP 514). */
  private static final int START_CACHE_FROM_JAVA = 25;

  private final String module;
  private final String memory;

  Packaged(String module, String memory) {
    this.module = module;
    this.memory = memory;
  }

  /** What it is called in the project. */
  public String module() {
    return module;
  }

  /** The memory flags on this program's own Java. */
  public String memory() {
    return memoryOn(Runtime.version().feature());
  }

  /** The memory flags on a Java of this major version. */
  public String memoryOn(int java) {
    return java >= TRIM_FROM_JAVA ? memory + " " + TRIM : memory;
  }

  /**
   * The command that runs it on this program's own Java.
   *
   * @param settings system properties, {@code name=value}
   * @param arguments of the program itself
   * @throws ProgramFailed when the project was not built
   */
  List<String> command(List<String> settings, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(Arrays.asList(memory().split(" ", -1)));
    if (hasStartCaches() && !lacksStartCache()) {
      command.add("-XX:AOTCache=" + startCache());
    }
    settings.forEach(setting -> command.add("-D" + setting));
    if (this == BROKER) {
      command.add("-cp");
      command.add(libraries() + "/*");
    } else {
      command.add("-jar");
      command.add(jar().toString());
    }
    command.addAll(arguments);
    return command;
  }

  /**
   * Whether a start cache for this program, as it was built last, could be made and is not there.
   */
  public boolean lacksStartCache() {
    if (!hasStartCaches()) {
      return false;
    }
    try {
      return !Files.isRegularFile(startCache())
          || Files.getLastModifiedTime(startCache()).compareTo(Files.getLastModifiedTime(jar()))
              < 0;
    } catch (IOException e) {
      return true;
    }
  }

  private boolean hasStartCaches() {
    return this != BROKER && Runtime.version().feature() >= START_CACHE_FROM_JAVA;
  }

  /**
   * What this program's own Java keeps of a start for all later ones, whether or not it is there.
   * Another Java has a file of its own: it could not read this one.
   */
  public Path startCache() {
    return jar().resolveSibling("start-" + Runtime.version() + ".aot");
  }

  private static Path libraries() {
    Path folder = home().resolve(Path.of("broker", "target", "lib"));
    if (!Files.isDirectory(folder)) {
      throw new ProgramFailed("There is no broker: " + folder + " is missing.");
    }
    return folder;
  }

  private static Path home() {
    String home = System.getProperty("tillstream.home");
    if (home == null) {
      throw new ProgramFailed("Start me with ./tillstream: I do not know where the programs are.");
    }
    return Path.of(home);
  }

  /**
   * The file that the build made.
   *
   * @throws ProgramFailed when it is not there
   */
  public Path jar() {
    Path jar = home().resolve(Path.of(module, "target", "quarkus-app", "quarkus-run.jar"));
    if (!Files.isRegularFile(jar)) {
      throw new ProgramFailed("The " + module + " is not built: " + jar + " is missing.");
    }
    return jar;
  }
}
