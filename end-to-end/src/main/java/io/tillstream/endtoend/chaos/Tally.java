package io.tillstream.endtoend.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How a trial ended.
 *
 * @param seed draws the same troubles again
 * @param stores how many
 * @param terminals per store
 * @param lasted until the last fault was healed
 * @param documents acknowledged
 * @param repeats requests that tills had to ask again
 * @param troubles how often each kind came
 * @param verdicts by invariant
 */
record Tally(
    long seed,
    int stores,
    int terminals,
    Duration lasted,
    int documents,
    long repeats,
    Map<String, Integer> troubles,
    List<Verdict> verdicts) {

  boolean allHeld() {
    return verdicts.stream().noneMatch(verdict -> verdict.state() == Verdict.State.BROKEN);
  }
}
