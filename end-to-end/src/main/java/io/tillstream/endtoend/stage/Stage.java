package io.tillstream.endtoend.stage;

import io.tillstream.endtoend.program.Programs;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Where a demonstration or a trial takes place: a data directory and the processes in it. However
 * it ends, by itself or by Ctrl-C, the processes are stopped, and a temporary directory is removed
 * unless it is wanted or something failed. Thread-safe.
 */
public final class Stage implements AutoCloseable {

  private final Path data;
  private final String what;
  private final boolean temporary;
  private final Programs programs = new Programs();
  private final Programs scratch = new Programs();
  private final Thread onExit = new Thread(this::leave, "stop every program");
  private volatile boolean kept;
  private volatile boolean leaving;

  private Stage(String what, Path data, boolean temporary, boolean kept) {
    this.what = what;
    this.data = data;
    this.temporary = temporary;
    this.kept = kept;
  }

  /**
   * In this directory, or in a temporary one when there is none.
   *
   * @param what for people: {@code demonstration}
   */
  public static Stage at(String what, Path directory, boolean keep) throws IOException {
    boolean temporary = directory == null;
    Path data =
        temporary ? Files.createTempDirectory("tillstream-") : Files.createDirectories(directory);
    Stage stage = new Stage(what, data.toRealPath(), temporary, keep);
    Runtime.getRuntime().addShutdownHook(stage.onExit);
    return stage;
  }

  /** The directory. */
  public Path data() {
    return data;
  }

  /** The demonstration's programs. */
  public Programs programs() {
    return programs;
  }

  /** The programs of the measurements. */
  public Programs scratch() {
    return scratch;
  }

  /** Says why it ended early, and keeps data and logs; silent when Ctrl-C is the reason. */
  public void explain(Exception failure, PrintStream err) {
    // Ctrl-C reaches the programs at the same moment; their end is then no failure.
    LockSupport.parkNanos(300_000_000);
    if (leaving) {
      return;
    }
    keep();
    err.println();
    err.println("The " + what + " failed. " + message(failure));
    err.println("Data and logs are kept in " + data);
  }

  /** Data and logs stay: there is something to look into. */
  public void keep() {
    kept = true;
  }

  private static String message(Exception failure) {
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }

  private void leave() {
    leaving = true;
    programs.close();
    scratch.close();
    if (temporary && !kept) {
      try {
        removeAll(data);
      } catch (IOException e) {
        // A leftover in the system's temporary directory; it is cleared there.
        kept = true;
      }
    }
  }

  private static void removeAll(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(Stage::remove);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends and removes what is to be ended and removed. */
  @Override
  public void close() {
    if (!leaving) {
      leave();
    }
  }
}
