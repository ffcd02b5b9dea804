package io.tillstream.endtoend.bench;

import java.io.PrintStream;

/** Prints the figures as a table that can stand in a document. */
final class PrintFigures {

  private PrintFigures() {}

  static void to(PrintStream out, Machine machine, int repeats, Results results) {
    out.printf("Measured on %s; medians of %d.%n%n", machine.text(), repeats);
    out.println("| work | figure | measured | to reach | |");
    out.println("|---|---|---|---|---|");
    String before = "";
    for (Figure figure : results.figures()) {
      out.printf(
          "| %s | %s | %s %s | %s | %s |%n",
          figure.work().equals(before) ? "" : figure.work(),
          figure.what(),
          figure.value().toPlainString(),
          figure.unit(),
          figure.bound().text(),
          verdict(figure));
      before = figure.work();
    }
    if (!results.failed().isEmpty()) {
      out.printf("%nFailed, and not in the table: %s.%n", String.join(", ", results.failed()));
    }
  }

  private static String verdict(Figure figure) {
    return switch (figure.bound()) {
      case Bound.None none -> "";
      case Bound.AtMost most -> figure.isMet() ? "met" : "**falls short**";
      case Bound.AtLeast least -> figure.isMet() ? "met" : "**falls short**";
    };
  }
}
