package io.tillstream.endtoend.program;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A running process of one of the programs. Thread-safe. */
public final class Program {

  private static final int LAST_LINES = 15;
  private static final long LOOK_EVERY_MILLIS = 100;

  private final Launch launch;
  private final Process process;

  Program(Launch launch, Process process) {
    this.launch = launch;
    this.process = process;
  }

  /** What it is called. */
  public String name() {
    return launch.name();
  }

  /** Where its output goes. */
  public Path log() {
    return launch.log();
  }

  /** The process id. */
  public long pid() {
    return process.pid();
  }

  /** How much processor time it has used so far. */
  public Duration processorTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Whether it still runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  Packaged kind() {
    return launch.program();
  }

  /**
   * Waits until the program answers that it is ready.
   *
   * @param ready asks it; an exception means not yet
   * @throws ProgramFailed when it ends instead, or does not become ready in time
   */
  public void awaitReady(Callable<Boolean> ready, Duration within) throws InterruptedException {
    long deadline = System.nanoTime() + within.toNanos();
    while (!isReady(ready)) {
      if (process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new ProgramFailed(
            "The %s ended with exit code %d before it was ready.%s"
                .formatted(name(), process.exitValue(), lastWords()));
      }
      if (System.nanoTime() > deadline) {
        throw new ProgramFailed(
            "The %s was not ready after %d s.%s"
                .formatted(name(), within.toSeconds(), lastWords()));
      }
    }
  }

  /**
   * Asks whether it has not died meanwhile.
   *
   * @throws ProgramFailed when it has
   */
  public void requireAlive() {
    if (!process.isAlive()) {
      throw new ProgramFailed(
          "The %s ended with exit code %d.%s".formatted(name(), process.exitValue(), lastWords()));
    }
  }

  /** Waits for its end, and returns the exit code. */
  public int awaitEnd(Duration within) throws InterruptedException, TimeoutException {
    if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new TimeoutException("The " + name() + " still runs." + lastWords());
    }
    return process.exitValue();
  }

  /** Asks it to end (SIGTERM) and does not wait. */
  public void askToEnd() {
    process.destroy();
  }

  /** Ends it at once (SIGKILL), as a power cut would. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** The last lines of its log, indented, with their path. */
  public String lastWords() {
    StringBuilder words = new StringBuilder("\n  Its log, ").append(log()).append(", ends with:");
    try {
      String text = new String(Files.readAllBytes(log()), StandardCharsets.UTF_8);
      List<String> lines = text.lines().toList();
      lines
          .subList(Math.max(0, lines.size() - LAST_LINES), lines.size())
          .forEach(line -> words.append("\n  | ").append(line));
    } catch (IOException e) {
      words.append("\n  (cannot be read: ").append(e.getMessage()).append(')');
    }
    return words.toString();
  }

  private static boolean isReady(Callable<Boolean> ready) throws InterruptedException {
    try {
      return ready.call();
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      // Nobody listens yet, or the answer is a 503: the deadline decides.
      return false;
    }
  }
}
