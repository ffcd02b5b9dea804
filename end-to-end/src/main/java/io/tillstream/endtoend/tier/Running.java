package io.tillstream.endtoend.tier;

import io.tillstream.endtoend.http.HttpPeer;
import io.tillstream.endtoend.program.Launch;
import io.tillstream.endtoend.program.Program;
import io.tillstream.endtoend.program.Programs;
import java.io.IOException;
import java.time.Duration;

/** A program that can be started, killed and started again at the same place. Thread-safe. */
final class Running {

  private static final Duration READY_WITHIN = Duration.ofSeconds(90);

  private final Programs programs;
  private final Launch launch;
  private final HttpPeer asked;
  private final String readyPath;
  private volatile Program program;

  Running(Programs programs, Launch launch, HttpPeer asked, String readyPath) {
    this.programs = programs;
    this.launch = launch;
    // Short, so that a program which accepts but does not answer is asked again.
    this.asked = asked.answeringWithin(Duration.ofSeconds(5));
    this.readyPath = readyPath;
  }

  void start() throws IOException {
    program = programs.start(launch);
  }

  void awaitReady() throws InterruptedException {
    program.awaitReady(() -> asked.get(readyPath).isSuccess(), READY_WITHIN);
  }

  void stop() throws InterruptedException {
    programs.stop(program);
  }

  Program program() {
    return program;
  }
}
