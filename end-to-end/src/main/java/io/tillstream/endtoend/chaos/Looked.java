package io.tillstream.endtoend.chaos;

import java.util.List;

/**
 * What was looked at, and what speaks against it.
 *
 * @param count how much was looked at
 * @param against a sentence each; none when all was as it should be
 */
public record Looked(long count, List<String> against) {

  /** Copies the list. */
  public Looked {
    against = List.copyOf(against);
  }
}
