package io.tillstream.endtoend.program;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Every process that this program started. Closing ends them all, the tills first and head office
 * last, politely at first and never later than the deadline; nothing can be started afterwards.
 * Thread-safe: the end may come from Ctrl-C while another thread is starting a program.
 */
public final class Programs implements AutoCloseable {

  /** How long the programs of one tier may take to end before they are killed. */
  private static final Duration POLITE = Duration.ofSeconds(6);

  private final List<Program> started = new ArrayList<>();
  private final Function<Launch, Map<String, String>> surroundings;
  private boolean closed;

  /** On this computer as it is. */
  public Programs() {
    this(launch -> Map.of());
  }

  /**
   * On a computer that is not quite as usual.
   *
   * @param surroundings further environment of each program, for what a test does to it
   */
  public Programs(Function<Launch, Map<String, String>> surroundings) {
    this.surroundings = surroundings;
  }

  /**
   * Starts a program.
   *
   * @throws IOException when the process cannot be made
   * @throws ProgramFailed when everything is being stopped
   */
  public synchronized Program start(Launch launch) throws IOException {
    if (closed) {
      throw new ProgramFailed("Stopping: the " + launch.name() + " is not started any more.");
    }
    Files.createDirectories(launch.log().toAbsolutePath().getParent());
    ProcessBuilder builder =
        new ProcessBuilder(launch.program().command(launch.settings(), launch.arguments()));
    // What the caller's shell happens to configure must not reach the demo's programs.
    builder.environment().keySet().removeIf(Programs::isForeign);
    // The C library keeps freed memory in an arena per thread; few arenas keep little.
    builder.environment().put("MALLOC_ARENA_MAX", "2");
    builder.environment().putAll(launch.environment());
    builder.environment().putAll(surroundings.apply(launch));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(launch.log().toFile()));
    Process process = builder.start();
    process.getOutputStream().close();
    Program program = new Program(launch, process);
    started.removeIf(earlier -> !earlier.isAlive());
    started.add(program);
    return program;
  }

  private static boolean isForeign(String variable) {
    return variable.startsWith("QUARKUS_")
        || variable.startsWith("TILLSTREAM_")
        || variable.startsWith("STORE_")
        || variable.startsWith("HO_")
        || variable.startsWith("KAFKA_")
        || variable.startsWith("MP_MESSAGING_");
  }

  /** Ends one program, politely at first. */
  public void stop(Program program) throws InterruptedException {
    program.askToEnd();
    end(List.of(program));
  }

  /** Ends them all. */
  @Override
  public void close() {
    List<Program> running;
    synchronized (this) {
      closed = true;
      running = started.stream().filter(Program::isAlive).toList();
    }
    // Declared in the order in which they end: a till's last upload finds its store still there.
    for (Packaged kind : Packaged.values()) {
      List<Program> tier = running.stream().filter(p -> p.kind() == kind).toList();
      tier.forEach(Program::askToEnd);
      try {
        end(tier);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        running.stream().sorted(Comparator.comparing(Program::kind)).forEach(Program::askToEnd);
        return;
      }
    }
  }

  private static void end(List<Program> programs) throws InterruptedException {
    long deadline = System.nanoTime() + POLITE.toNanos();
    for (Program program : programs) {
      try {
        program.awaitEnd(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
      } catch (TimeoutException e) {
        program.kill();
      }
    }
  }
}
