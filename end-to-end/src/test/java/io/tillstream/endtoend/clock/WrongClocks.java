package io.tillstream.endtoend.clock;

import io.tillstream.endtoend.preload.Preload;
import io.tillstream.endtoend.program.Launch;
import io.tillstream.endtoend.program.Packaged;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;

/**
 * Gives each terminal a wall clock of its own, which may be set at any time, also while its agent
 * runs; {@code wrong_clock.c} does it. The programs know nothing of it.
 */
final class WrongClocks {

  private final Path library;
  private final Path folder;

  private WrongClocks(Path library, Path folder) {
    this.library = library;
    this.folder = folder;
  }

  /** All are right at first; without a C compiler the test is skipped. */
  static WrongClocks compiled(Path folder) throws IOException, InterruptedException {
    return new WrongClocks(Preload.compiled("wrong_clock"), folder);
  }

  /** By how much the clock of this terminal, {@code S1-T1}, is ahead from now on. */
  void set(String terminal, Duration ahead) {
    ByteBuffer seconds = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
    seconds.putLong(ahead.toSeconds()).flip();
    try (FileChannel file =
        FileChannel.open(clock(terminal), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      file.write(seconds, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The surroundings of a program. */
  Map<String, String> of(Launch launch) {
    if (launch.program() != Packaged.TERMINAL_AGENT) {
      return Map.of();
    }
    String terminal = launch.name().substring(launch.name().indexOf(' ') + 1);
    if (!clock(terminal).toFile().exists()) {
      set(terminal, Duration.ZERO);
    }
    return Map.of(
        "LD_PRELOAD", library.toString(),
        "WRONG_CLOCK", clock(terminal).toString());
  }

  private Path clock(String terminal) {
    return folder.resolve("clock-of-" + terminal).toAbsolutePath();
  }
}
