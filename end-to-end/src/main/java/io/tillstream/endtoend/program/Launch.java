package io.tillstream.endtoend.program;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How a program is to be started.
 *
 * @param name for people: {@code store server S1}
 * @param program which one
 * @param settings system properties, {@code name=value}
 * @param environment secrets, which have no business in a list of processes
 * @param arguments of the program itself
 * @param log the file its output is appended to
 */
public record Launch(
    String name,
    Packaged program,
    List<String> settings,
    Map<String, String> environment,
    List<String> arguments,
    Path log) {

  /** Copies the collections. */
  public Launch {
    settings = List.copyOf(settings);
    environment = Map.copyOf(environment);
    arguments = List.copyOf(arguments);
  }
}
