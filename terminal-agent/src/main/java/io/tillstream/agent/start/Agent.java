package io.tillstream.agent.start;

/** What {@code run} starts once nothing stands in its way. */
@FunctionalInterface
public interface Agent {

  /**
   * Serves until it is stopped.
   *
   * @param files of an enrolled terminal, open
   * @param port on the loopback interface
   * @return the exit code
   */
  int serve(OpenFiles files, int port);
}
