package io.tillstream.store.writer;

import java.util.List;

/** What came of trying to commit some commands together. */
sealed interface Attempt {

  /**
   * Durable.
   *
   * @param answers one for each command, in order
   */
  record Committed(List<Object> answers) implements Attempt {}

  /** Rolled back because of what a command brought; the others may still succeed without it. */
  record Poisoned(Exception cause) implements Attempt {}

  /** Rolled back because another program held a row that a command needs. */
  record Contended(Exception cause) implements Attempt {}

  /** Rolled back, or not known to be committed, because the database failed. */
  record Unavailable(Exception cause) implements Attempt {}

  /** Rolled back because another process writes now (I17). */
  record Superseded() implements Attempt {}
}
