package io.tillstream.endtoend.chaos;

import io.tillstream.endtoend.http.HttpAnswer;
import io.tillstream.endtoend.program.Programs;
import io.tillstream.endtoend.tier.Terminal;
import io.tillstream.endtoend.trade.Receipt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Images of terminals' disks: restored, and copied to another machine. What must be refused is
 * tried. No receipt may be on its way meanwhile. One thread.
 */
final class Disks {

  private static final Duration KNOWN_WITHIN = Duration.ofSeconds(60);
  private static final long LOOK_EVERY_NANOS = 200_000_000;

  private final Programs programs;
  private final Supplier<Receipt> probes;
  private final List<String> notRefused = new ArrayList<>();
  private int kept;

  /**
   * Prepares.
   *
   * @param probes receipts that no agent may record when they are tried
   */
  Disks(Programs programs, Supplier<Receipt> probes) {
    this.programs = programs;
    this.probes = probes;
  }

  /** Terminals that recorded something when they should not have; a sentence each. */
  List<String> notRefused() {
    return List.copyOf(notRefused);
  }

  boolean hasImage(Terminal terminal) {
    return Files.exists(imageOf(terminal));
  }

  /** Takes an image of the disk. */
  void image(Terminal terminal) throws IOException, InterruptedException {
    terminal.program().kill();
    Folder.copy(terminal.data(), imageOf(terminal));
    terminal.comeUp();
  }

  /**
   * The disk goes back to its image. The terminal must say so and record nothing; it is enrolled
   * anew, and takes in what the broken disk still holds.
   */
  void restore(Terminal terminal) throws IOException, InterruptedException {
    terminal.program().kill();
    Path broken = beside(terminal, "broken-" + ++kept);
    Folder.copy(terminal.data(), broken);
    Folder.copy(imageOf(terminal), terminal.data());
    Folder.remove(imageOf(terminal));
    terminal.comeUp();
    mustRefuse(terminal, "restored from an image");
    terminal.stop();
    terminal.line().restore();
    terminal.store().link().restore();
    terminal.enrol();
    terminal.recover(broken);
    terminal.comeUp();
  }

  /**
   * A store that went back to a backup does not know who was enrolled since: such a terminal is
   * enrolled anew, as a technician does.
   *
   * @return whether it had to be
   */
  boolean enrolIfUnknown(Terminal terminal) throws IOException, InterruptedException {
    if (!terminal.status().path("credential").asText().equals("refused")) {
      return false;
    }
    terminal.stop();
    terminal.line().restore();
    terminal.store().link().restore();
    terminal.enrol();
    terminal.comeUp();
    return true;
  }

  /** A second machine starts from a copy of the disk, and must be found out before it sells. */
  void copy(Terminal terminal) throws IOException, InterruptedException {
    terminal.program().kill();
    Path copied = beside(terminal, "copy-" + ++kept);
    Folder.copy(terminal.data(), copied);
    terminal.comeUp();
    terminal.line().restore();
    terminal.store().link().restore();
    awaitContact(terminal);
    Terminal second =
        new Terminal(programs, terminal.store(), terminal.id(), copied, terminal.line());
    second.comeUp();
    mustRefuse(second, "copied to another machine");
    second.stop();
  }

  private void mustRefuse(Terminal terminal, String what) throws IOException {
    Receipt probe = probes.get();
    HttpAnswer answer = terminal.local().post(probe.path(), probe.body());
    if (answer.isSuccess()) {
      notRefused.add(
          "terminal %s, %s, recorded %s".formatted(terminal.name(), what, answer.json()));
    }
  }

  // The rightful one has greeted the store first.
  private static void awaitContact(Terminal terminal) throws IOException {
    long deadline = System.nanoTime() + KNOWN_WITHIN.toNanos();
    while (!terminal.synchronise()) {
      if (System.nanoTime() - deadline > 0) {
        throw new IOException("terminal " + terminal.name() + " does not reach its store");
      }
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }
  }

  private static Path imageOf(Terminal terminal) {
    return beside(terminal, "image");
  }

  private static Path beside(Terminal terminal, String what) {
    return terminal.data().resolveSibling(terminal.data().getFileName() + "-" + what);
  }
}
