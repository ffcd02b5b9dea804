package io.tillstream.agent.witness;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where witnesses are kept when nobody says where. Pure. */
public final class WitnessFolder {

  private WitnessFolder() {}

  /**
   * A folder of the system for the state of programs, away from the data directory, so that who
   * copies that back does not copy the witness with it. An image of the whole disk brings both
   * back; only another disk is out of its reach.
   *
   * @param system the name of the operating system
   * @param environment its variables
   * @param home the user's folder
   */
  public static Path standard(String system, Map<String, String> environment, Path home) {
    if (system.toLowerCase(Locale.ROOT).contains("windows")) {
      String shared = environment.get("ProgramData");
      return (shared == null ? home : Path.of(shared)).resolve("Tillstream").resolve("witness");
    }
    String state = environment.get("XDG_STATE_HOME");
    return (state == null || state.isBlank() ? home.resolve(".local/state") : Path.of(state))
        .resolve("tillstream")
        .resolve("witness");
  }
}
