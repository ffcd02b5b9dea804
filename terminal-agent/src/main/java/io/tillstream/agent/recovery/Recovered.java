package io.tillstream.agent.recovery;

import java.util.List;

/**
 * What was found in an old journal.
 *
 * @param epochs the oldest first
 */
public record Recovered(List<Epoch> epochs) {

  /** Copies the list. */
  public Recovered {
    epochs = List.copyOf(epochs);
  }

  /**
   * An epoch of it.
   *
   * @param number the epoch
   * @param found documents that could be read
   * @param taken of these, how many the agent will deliver into that epoch
   * @param parted of these, how many it will make anew, because others have their places
   * @param brokenAfter n after which nothing can be read, or null when it is whole
   */
  public record Epoch(int number, long found, long taken, long parted, Long brokenAfter) {}
}
