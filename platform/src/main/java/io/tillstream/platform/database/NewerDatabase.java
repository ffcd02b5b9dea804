package io.tillstream.platform.database;

/** A later version of the program has changed this database; this one would damage it. */
public final class NewerDatabase extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NewerDatabase(String found, String known) {
    super(
        "the database is at version %s, this program knows up to %s: start the newer program"
            .formatted(found, known));
  }
}
