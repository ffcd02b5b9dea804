package io.tillstream.endtoend.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * On what was measured.
 *
 * @param processors how many
 * @param processor its model, or "unknown"
 * @param java which
 * @param system which
 * @param day of the run
 */
record Machine(int processors, String processor, String java, String system, String day) {

  static Machine ofThisRun() {
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        model(),
        System.getProperty("java.vm.vendor") + " " + Runtime.version(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        LocalDate.now(ZoneOffset.UTC).toString());
  }

  String text() {
    return "%d × %s, %s, %s, %s".formatted(processors, processor, java, system, day);
  }

  private static String model() {
    try {
      return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }
}
