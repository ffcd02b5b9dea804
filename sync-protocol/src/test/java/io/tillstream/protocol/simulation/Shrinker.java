package io.tillstream.protocol.simulation;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Shortens a failing history: takes happenings away, large pieces first, as long as the same
 * invariant still breaks.
 */
final class Shrinker {

  private final long seed;
  private final Set<Protection> removed;
  private final int runsMax;
  private int runs;

  Shrinker(long seed, Set<Protection> removed, int runsMax) {
    this.seed = seed;
    this.removed = removed;
    this.runsMax = runsMax;
  }

  /** The shortest failing outcome found. */
  Simulation.Outcome shrink(Simulation.Outcome failing) {
    Simulation.Outcome shortest = failing;
    Set<Long> withheld = new HashSet<>();
    int piece = Math.max(1, failing.history().size() / 2);
    while (piece >= 1 && runs < runsMax) {
      boolean shorter = false;
      for (int from = 0; from < shortest.history().size() && runs < runsMax; ) {
        List<Happening> history = shortest.history();
        Set<Long> attempt = new HashSet<>(withheld);
        history
            .subList(from, Math.min(history.size(), from + piece))
            .forEach(happening -> attempt.add(happening.key()));
        Simulation.Outcome outcome = Simulation.of(seed, removed, attempt);
        runs++;
        if (breaksAlike(failing, outcome) && outcome.history().size() < shortest.history().size()) {
          shortest = outcome;
          withheld = attempt;
          shorter = true;
        } else {
          from += piece;
        }
      }
      piece = shorter && piece > 1 ? piece : piece / 2;
    }
    return shortest;
  }

  private static boolean breaksAlike(Simulation.Outcome failing, Simulation.Outcome outcome) {
    return outcome.broken().isPresent()
        && outcome.broken().get().invariant().equals(failing.broken().orElseThrow().invariant());
  }
}
