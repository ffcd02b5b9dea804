package io.tillstream.protocol.simulation;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What many seeds add up to. Not thread-safe. */
final class Verdicts {

  private final Map<String, Long> checks = new LinkedHashMap<>();
  private final Map<String, Long> broken = new LinkedHashMap<>();
  private final Map<Chance, Long> happened = new EnumMap<>(Chance.class);
  private final List<Simulation.Outcome> failures = new ArrayList<>();
  private long seeds;
  private long steps;
  private long undetectable;
  private long parted;

  void add(Simulation.Outcome outcome) {
    seeds++;
    steps += outcome.steps();
    undetectable += outcome.undetectable();
    parted += outcome.parted();
    outcome.checks().forEach((name, count) -> checks.merge(name, count, Long::sum));
    outcome.happened().forEach((what, count) -> happened.merge(what, (long) count, Long::sum));
    outcome
        .broken()
        .ifPresent(
            how -> {
              broken.merge(how.invariant(), 1L, Long::sum);
              failures.add(outcome);
            });
  }

  long seeds() {
    return seeds;
  }

  List<Simulation.Outcome> failures() {
    return failures;
  }

  void print(PrintStream out) {
    out.printf(Locale.ROOT, "%n%,d seeds, %,d steps%n%nWhat happened%n", seeds, steps);
    happened.forEach((what, count) -> out.printf(Locale.ROOT, "  %,12d  %s%n", count, what.words));
    out.printf("%nWhat must hold%n");
    for (Invariant invariant : new Invariants().all()) {
      Long failed = broken.get(invariant.name());
      out.printf(
          Locale.ROOT,
          "  %-4s %-50s %,14d checks  %s%n",
          invariant.name(),
          invariant.words(),
          checks.getOrDefault(invariant.name(), 0L),
          failed == null ? "held" : "BROKEN in " + failed + " seeds");
    }
    out.printf(
        Locale.ROOT,
        "%n%,d numbers were printed twice after a copy of a whole disk, witness included, was put to"
            + " work:%nI10 excepts those that had not reached the store when it agreed to the"
            + " machine.%n%n%,d streams parted after such a copy and a store's restore both: head"
            + " office keeps both%nhistories, and a person settles them. I6 and I15 except these"
            + " streams.%n",
        undetectable,
        parted);
  }
}
