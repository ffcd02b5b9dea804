package io.tillstream.endtoend.chaos;

import java.io.PrintStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Prints the verdicts for a person. */
final class PrintTally {

  private static final int FINDINGS_SHOWN_MAX = 10;

  private final PrintStream out;

  PrintTally(PrintStream out) {
    this.out = out;
  }

  void print(Tally tally) {
    out.printf(
        "%,d documents acknowledged in %,d s at %d stores with %d terminals each; %,d requests had to"
            + " be repeated%n",
        tally.documents(),
        tally.lasted().toSeconds(),
        tally.stores(),
        tally.terminals(),
        tally.repeats());
    Map<String, Integer> troubles = new TreeMap<>(tally.troubles());
    out.println(
        "Troubles: "
            + troubles.entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue())
                .collect(Collectors.joining(", ")));
    out.println();
    for (Verdict verdict : tally.verdicts()) {
      out.printf(
          "%-4s %-8s %s (%s)%n",
          verdict.invariant(),
          switch (verdict.state()) {
            case HELD -> "held";
            case BROKEN -> "BROKEN";
            case UNTESTED -> "untested";
            case NOT_TRIED -> "not here";
          },
          verdict.sentence(),
          verdict.counts());
      verdict.findings().stream()
          .limit(FINDINGS_SHOWN_MAX)
          .forEach(finding -> out.println("       " + finding));
      if (verdict.findings().size() > FINDINGS_SHOWN_MAX) {
        out.printf("       … and %,d more%n", verdict.findings().size() - FINDINGS_SHOWN_MAX);
      }
    }
    out.println();
    out.println(
        tally.allHeld()
            ? "Every invariant that was tested held."
            : "An invariant is broken. The same troubles again: --seed " + tally.seed());
  }
}
