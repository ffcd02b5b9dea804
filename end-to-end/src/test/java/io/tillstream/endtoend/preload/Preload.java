package io.tillstream.endtoend.preload;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Builds a library that is preloaded into programs (LD_PRELOAD). */
public final class Preload {

  private static final Path SOURCES = Path.of("src", "test", "native");

  private Preload() {}

  /**
   * Compiles {@code src/test/native/NAME.c}; without a C compiler, or elsewhere than on Linux, the
   * test is skipped.
   *
   * @return the library, with an absolute path
   */
  public static Path compiled(String name) throws IOException, InterruptedException {
    String system = System.getProperty("os.name");
    assumeTrue(system.equals("Linux"), "needs Linux to preload a library; this is " + system);
    Path module = Path.of(System.getProperty("tillstream.home"), "end-to-end").toAbsolutePath();
    Path library = module.resolve("target").resolve(name + ".so");
    List<String> command =
        List.of(
            "gcc",
            "-O2",
            "-Wall",
            "-Wextra",
            "-Werror",
            "-shared",
            "-fPIC",
            "-o",
            library.toString(),
            module.resolve(SOURCES).resolve(name + ".c").toString(),
            "-ldl",
            "-lpthread");
    Process gcc;
    try {
      gcc = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      assumeTrue(false, "needs gcc to build " + name + ": " + e.getMessage());
      throw e;
    }
    String said = new String(gcc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (gcc.waitFor() != 0) {
      throw new IOException("gcc ended with " + gcc.exitValue() + ": " + said);
    }
    return library;
  }
}
