package io.tillstream.agent.witness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Finds the witness of a journal, for tests that take it away. */
public final class WitnessFiles {

  private WitnessFiles() {}

  /** Its name in the folder of witnesses. */
  public static Path of(Path dataFolder) {
    try {
      return Path.of(Place.fileName(dataFolder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
