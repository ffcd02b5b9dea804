package io.tillstream.agent.directory;

import java.io.IOException;
import java.nio.file.Path;

/** The disk is too full for what is to be kept in reserve. */
public final class NoRoom extends IOException {

  private static final long serialVersionUID = 1L;

  NoRoom(Path folder, long bytes) {
    super("the disk of %s is full: %d bytes cannot be kept in reserve".formatted(folder, bytes));
  }
}
