package io.tillstream.endtoend.power;

import io.tillstream.endtoend.preload.Preload;
import io.tillstream.endtoend.program.Launch;
import io.tillstream.endtoend.program.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Lets programs lose their power: what they did not sync is gone when they start again. Beside each
 * data directory lies a copy that holds only what was synced since the program began; {@code
 * power_loss.c} keeps it and says what counts as synced. What a program finds when it starts has
 * lain on the disk long enough to be there.
 */
final class ForgetfulDisk {

  private final Path library;

  private ForgetfulDisk(Path library) {
    this.library = library;
  }

  /**
   * Compiles what it needs; without a C compiler, or elsewhere than on Linux, the test is skipped.
   */
  static ForgetfulDisk compiled() throws IOException, InterruptedException {
    return new ForgetfulDisk(Preload.compiled("power_loss"));
  }

  /** The surroundings of a program whose data lie where its log does. */
  Map<String, String> under(Launch launch) {
    return under(launch.log().toAbsolutePath().getParent());
  }

  /** The surroundings of a program that is about to work in this directory, and in no other. */
  Map<String, String> under(Path live) {
    try {
      Path real = live.toRealPath();
      remove(disk(real));
      copy(real, disk(real));
      return Map.of(
          "LD_PRELOAD", library.toString(),
          "POWER_LOSS_LIVE", real.toString(),
          "POWER_LOSS_DISK", disk(real).toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The power fails: the process is gone at once, and of its files what was synced is left. */
  void fails(Program program, Path live) throws IOException, InterruptedException {
    program.kill();
    keepsWhatWasSynced(live);
  }

  /** Leaves in the directory of a process that is gone what was synced. */
  void keepsWhatWasSynced(Path live) throws IOException {
    Path real = live.toRealPath();
    remove(real);
    Files.move(disk(real), real);
  }

  private static Path disk(Path live) {
    return live.resolveSibling(live.getFileName() + ".disk");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  private static void remove(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
