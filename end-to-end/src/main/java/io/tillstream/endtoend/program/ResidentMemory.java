package io.tillstream.endtoend.program;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** How much memory of the machine a process really occupies. */
public final class ResidentMemory {

  private ResidentMemory() {}

  /** VmRSS in KiB, as the system tells it; empty where neither /proc nor ps is. */
  public static OptionalLong kibOf(Program program) {
    Path status = Path.of("/proc", Long.toString(program.pid()), "status");
    try {
      Optional<String> line =
          Files.exists(status)
              ? Files.readAllLines(status).stream().filter(l -> l.startsWith("VmRSS:")).findFirst()
              : Optional.of(askPs(program.pid()));
      String digits = line.orElse("").replaceAll("[^0-9]", "");
      return digits.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(digits));
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  private static String askPs(long pid) throws IOException {
    Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
    return new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
  }
}
