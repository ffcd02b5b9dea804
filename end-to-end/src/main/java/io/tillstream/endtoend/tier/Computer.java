package io.tillstream.endtoend.tier;

import io.tillstream.endtoend.http.HttpPeer;
import io.tillstream.endtoend.program.FreePort;
import io.tillstream.endtoend.program.Launch;
import io.tillstream.endtoend.program.Program;
import io.tillstream.endtoend.program.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A computer on which one program of the chain runs: it can be started, killed and started again at
 * the same port, with the same files. Thread-safe.
 */
public abstract class Computer {

  private static final Duration READY_WITHIN = Duration.ofMinutes(4);

  private final Programs programs;
  private final Path data;
  private final HttpPeer open;
  private final HttpPeer asked;
  private final String readyPath;
  private volatile Program program;

  Computer(Programs programs, Path data, String readyPath) throws IOException {
    this.programs = programs;
    this.data = data;
    this.readyPath = readyPath;
    open = HttpPeer.at(FreePort.find());
    // Short, so that a program which accepts but does not answer is asked again.
    asked = open.answeringWithin(Duration.ofSeconds(5));
  }

  /** How the program is started now. */
  abstract Launch launch();

  /** Starts the process and does not wait. */
  public final void start() throws IOException {
    program = programs.start(launch());
  }

  /** Waits until it says that it is ready. */
  public void awaitReady() throws InterruptedException {
    program.awaitReady(() -> asked.get(readyPath).isSuccess(), READY_WITHIN);
  }

  /** Starts the process, and waits until it says that it is ready. */
  public final void comeUp() throws IOException, InterruptedException {
    start();
    awaitReady();
  }

  /** Ends it, politely. */
  public final void stop() throws InterruptedException {
    programs.stop(program);
  }

  /** The process. */
  public final Program program() {
    return program;
  }

  /** Its data directory. */
  public final Path data() {
    return data;
  }

  /** It, as strangers ask it. */
  final HttpPeer open() {
    return open;
  }

  final Programs programs() {
    return programs;
  }
}
