package io.tillstream.agent.directory;

import java.nio.file.Path;

/** Another agent works in this folder; two would give out the same numbers. */
public final class DirectoryInUse extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DirectoryInUse(Path folder) {
    super("the data directory " + folder + " is in use by another agent");
  }
}
