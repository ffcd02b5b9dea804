package io.tillstream.endtoend.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk of a few megabytes in memory. Only root may have one; elsewhere the test is skipped. */
public final class SmallDisk implements AutoCloseable {

  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /** Of so many megabytes, under a folder that does not exist yet. */
  public static SmallDisk of(int megabytes, Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    String fault =
        run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", folder.toString());
    assumeTrue(fault.isEmpty(), () -> "needs a disk that can be filled: " + fault);
    return new SmallDisk(folder);
  }

  /** Where its files are. */
  public Path folder() {
    return folder;
  }

  /** Puts a copy of a file on it. */
  public void copy(Path file) throws IOException {
    Files.copy(file, folder.resolve(file.getFileName()));
  }

  /** Everything on it is gone. */
  @Override
  public void close() throws IOException {
    try {
      assertThat(run("umount", folder.toString())).isEmpty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted; " + folder + " is still mounted", e);
    }
  }

  // What went wrong, in one line; empty when nothing did.
  private static String run(String... command) throws IOException, InterruptedException {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      return e.getMessage(); // no such program
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = process.waitFor();
    return exit == 0 ? "" : command[0] + " ended with " + exit + ": " + said.strip();
  }
}
