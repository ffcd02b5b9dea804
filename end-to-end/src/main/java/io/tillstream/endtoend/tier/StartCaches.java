package io.tillstream.endtoend.tier;

import io.tillstream.endtoend.program.Launch;
import io.tillstream.endtoend.program.Packaged;
import io.tillstream.endtoend.program.ProgramFailed;
import io.tillstream.endtoend.program.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Lets the programs start in half the time: Java keeps what it finds out about their classes in a
 * start that is made for that (<a href="https://openjdk.org/jeps/514">JEP 514</a>), and later
 * starts read it. Thread-safe, also among processes.
 */
public final class StartCaches {

  private static final Duration WRITTEN_WITHIN = Duration.ofMinutes(4);

  private static boolean looked;

  private StartCaches() {}

  /**
   * Makes what is missing, once in the life of this process. Without the caches all programs run as
   * well, so a failure is told and is nobody's problem.
   */
  public static synchronized void makeOnce(Consumer<String> progress) throws InterruptedException {
    if (looked) {
      return;
    }
    looked = true;
    if (Arrays.stream(Packaged.values()).noneMatch(Packaged::lacksStartCache)) {
      return;
    }
    progress.accept("Preparing fast starts, once after each build");
    try {
      make();
    } catch (IOException | ProgramFailed | TimeoutException e) {
      progress.accept("Starts stay slow: " + e.getMessage());
    }
  }

  /** A day of one till, and an orderly end of every program: then it writes its cache. */
  private static void make() throws IOException, InterruptedException, TimeoutException {
    Path data = Files.createTempDirectory("tillstream-start-");
    try (Programs programs = new Programs(launch -> recording(launch, data))) {
      Chain chain =
          new OpenShops(programs, data, Optional.empty(), step -> {})
              .open(1, 1, StartCaches::furnish);
      Terminal till = chain.terminals().getFirst();
      AwaitSeeded.await(chain.terminals());
      till.local().post("/v1/sales", SALE).orRefused();
      till.synchronise();
      chain.stores().getFirst().equality();

      List<Computer> all = List.of(till, chain.stores().getFirst(), chain.headOffice());
      all.forEach(computer -> computer.program().askToEnd());
      for (Computer computer : all) {
        computer.program().awaitEnd(WRITTEN_WITHIN);
      }
      for (Packaged program : Packaged.values()) {
        Path made = cache(data, program);
        if (Files.isRegularFile(made)) {
          putInPlace(made, program.startCache());
        }
      }
    } finally {
      removeAll(data);
    }
  }

  private static final String SALE =
      "{\"reference\":\"R1\",\"lines\":[{\"item\":\"LAMP\",\"quantity\":1}],"
          + "\"tenders\":[{\"type\":\"cash\",\"amount\":\"5.00\"}]}";

  private static void furnish(Store store) throws IOException {
    store.importCatalogue(
        "item,description,price\nLAMP,Lamp,5.00\n".getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, String> recording(Launch launch, Path data) {
    boolean lasts = launch.arguments().isEmpty() || launch.arguments().getFirst().equals("run");
    return lasts
        ? Map.of("JAVA_TOOL_OPTIONS", "-XX:AOTCacheOutput='" + cache(data, launch.program()) + "'")
        : Map.of();
  }

  private static Path cache(Path data, Packaged program) {
    return data.resolve(program.module() + ".aot");
  }

  /** At once or not at all: another process may start a program at this moment. */
  private static void putInPlace(Path made, Path place) throws IOException {
    Path beside = Files.createTempFile(place.getParent(), "start-", ".new");
    Files.copy(made, beside, StandardCopyOption.REPLACE_EXISTING);
    Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void removeAll(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
