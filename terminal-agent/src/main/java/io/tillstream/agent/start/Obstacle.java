package io.tillstream.agent.start;

/**
 * Why the program cannot do what it was started for: an exit code and one sentence for a person.
 */
public final class Obstacle extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ExitCode exit;

  Obstacle(ExitCode exit, String sentence) {
    super(sentence);
    this.exit = exit;
  }

  /** How the program ends. */
  public ExitCode exit() {
    return exit;
  }
}
