package io.tillstream.agent.start;

import io.tillstream.agent.witness.WitnessFolder;
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
}
