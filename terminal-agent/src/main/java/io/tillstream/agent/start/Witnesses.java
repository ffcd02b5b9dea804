package io.tillstream.agent.start;

import io.tillstream.agent.witness.WitnessFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where this computer keeps the witnesses of its journals. */
public final class Witnesses {

  private Witnesses() {}

  /** As configured, or else where the system keeps such things. */
  public static Path folder() {
    // Read here and not by the configuration of the service, which is not there yet.
    String property = System.getProperty("tillstream.agent.witness");
    String configured = property == null ? System.getenv("TILLSTREAM_AGENT_WITNESS") : property;
    return configured == null || configured.isBlank()
        ? WitnessFolder.standard(
            System.getProperty("os.name"),
            System.getenv(),
            Path.of(System.getProperty("user.home")))
        : Path.of(configured);
  }

  /** Refuses to go on when none could be written there. */
  static void require() {
    Path folder = folder();
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, "try", null));
    } catch (IOException e) {
      throw new Obstacle(
          ExitCode.FAILED,
          "the folder of witnesses %s cannot be written (%s); TILLSTREAM_AGENT_WITNESS names another"
              .formatted(folder, e));
    }
  }
}
