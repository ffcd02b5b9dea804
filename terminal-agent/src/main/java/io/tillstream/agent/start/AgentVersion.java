package io.tillstream.agent.start;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Which version of the program this is, as the build wrote it down. */
public final class AgentVersion {

  private static final String VERSION = read();

  private AgentVersion() {}

  /** For example {@code 0.1.0}. */
  public static String get() {
    return VERSION;
  }

  private static String read() {
    try (InputStream in =
        AgentVersion.class.getClassLoader().getResourceAsStream("agent-version.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
