package io.tillstream.endtoend.demo;

import java.util.List;

/**
 * What was done to a shop besides selling, and how it stood that.
 *
 * @param troubles what happened, a sentence each
 * @param verdicts none when a demonstration only sold
 */
record Trials(List<String> troubles, List<Verdict> verdicts) {

  Trials {
    troubles = List.copyOf(troubles);
    verdicts = List.copyOf(verdicts);
  }

  boolean allHold() {
    return verdicts.stream().allMatch(Verdict::holds);
  }
}
