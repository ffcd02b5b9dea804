package io.tillstream.replica.database;

import java.nio.file.Path;

/** A later version of the program has changed this database; this one would damage it. */
public final class NewerSchema extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NewerSchema(Path file, int found, int known) {
    super(
        "%s was written by a newer version of this program (it is at %d, this one knows up to %d): start the newer one"
            .formatted(file, found, known));
  }
}
