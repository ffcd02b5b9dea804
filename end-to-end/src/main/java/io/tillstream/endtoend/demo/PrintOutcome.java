package io.tillstream.endtoend.demo;

import io.tillstream.endtoend.books.Difference;
import io.tillstream.endtoend.books.Reconciliation;
import io.tillstream.endtoend.books.Reconciliation.StreamRow;
import io.tillstream.endtoend.books.StoreProof;
import io.tillstream.endtoend.books.StreamEnd;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/** Prints what a demonstration has to tell to a person. */
final class PrintOutcome {

  private final PrintStream out;

  PrintOutcome(PrintStream out) {
    this.out = out;
  }

  void print(Outcome outcome) {
    documents(outcome.reconciliation());
    books(outcome);
    times(outcome);
    new PrintSpeed(out).print(outcome);
    trials(outcome.trials());
    verdict(outcome.reconciliation());
    lastWord(outcome.trials());
  }

  private void documents(Reconciliation books) {
    line("Documents");
    row("", "terminal", "store", "head office", "hash chain");
    for (StreamRow stream : books.streams()) {
      row(
          stream.stream(),
          n(stream.terminal()),
          n(stream.store()),
          n(stream.headOffice()),
          chain(stream));
    }
    row(
        "made at terminals",
        n(books.documentsMade()),
        n(books.documentsInStore()),
        n(books.documentsAtHeadOffice()),
        "");
    line("");
  }

  private void books(Outcome outcome) {
    Reconciliation books = outcome.reconciliation();
    line("Books");
    fact("On-hand", onHand(books));
    fact("Document numbers", numbers(books));
    for (StoreProof proof : outcome.proofs()) {
      fact(proof.store() + "'s own proof", proof.toString());
    }
    for (String trouble : outcome.trials().troubles()) {
      fact("On the way", trouble);
    }
    for (String released : outcome.released()) {
      fact("Parked, then booked", released);
    }
    fact(
        "Still waiting",
        "%,d parked, %,d collisions".formatted(books.parked(), books.collisions()));
    if (outcome.cleared() > 0) {
      fact(
          "Cleared away",
          "%,d documents at terminals, because head office holds them; on-hand stayed the same"
              .formatted(outcome.cleared()));
    }
    line("");
  }

  private void trials(Trials trials) {
    if (trials.verdicts().isEmpty()) {
      return;
    }
    line("Verdicts");
    for (Verdict verdict : trials.verdicts()) {
      fact(verdict.name(), (verdict.holds() ? "holds: " : "DOES NOT HOLD: ") + verdict.sentence());
      verdict.firstFindings().forEach(finding -> fact("", finding));
      if (verdict.findings().size() > Verdict.FINDINGS_SHOWN_MAX) {
        fact(
            "", "… and %,d more".formatted(verdict.findings().size() - Verdict.FINDINGS_SHOWN_MAX));
      }
    }
    line("");
  }

  private static String onHand(Reconciliation books) {
    long between = count(books, Difference.Kind.ON_HAND);
    long input =
        books.differences().stream()
            .filter(d -> d.kind() == Difference.Kind.INPUT && d.subject().startsWith("on-hand"))
            .count();
    return "%,d items: terminals, store and head office %s; %s what the input adds up to"
        .formatted(
            books.items(),
            between == 0 ? "agree" : "differ in " + between,
            input == 0 ? "equal to" : input + " not equal to");
  }

  private static String numbers(Reconciliation books) {
    long wrong = count(books, Difference.Kind.NUMBER);
    return "%,d printed from %,d series: %s"
        .formatted(
            books.numbers(),
            books.series(),
            wrong == 0 ? "all different, each series 1…n without a gap" : wrong + " wrong");
  }

  private static long count(Reconciliation books, Difference.Kind kind) {
    return books.differences().stream().filter(d -> d.kind() == kind).count();
  }

  private void times(Outcome outcome) {
    Times times = outcome.times();
    int online = outcome.receipts() - outcome.madeOffline();
    line("Times");
    fact("Start, import, enrol", seconds(times.starting()));
    fact(
        "Seed terminals",
        seconds(times.seeding()) + "   from a snapshot: catalogue and opening stock, everywhere");
    fact(
        "Sell",
        "%s   %,d receipts, %,d a second"
            .formatted(
                seconds(times.selling()),
                outcome.receipts(),
                rate(outcome.receipts(), times.selling())));
    fact(
        "  link up",
        "%s   %,d receipts"
            .formatted(seconds(times.sellingBefore().plus(times.sellingAfter())), online));
    fact(
        "  link cut",
        "%s   %,d receipts".formatted(seconds(times.sellingOffline()), outcome.madeOffline()));
    fact("Drain to the top", seconds(times.draining()) + "   after the last receipt");
    line("");
  }

  private void verdict(Reconciliation books) {
    List<Difference> differences = books.differences();
    if (differences.isEmpty()) {
      line(
          "Every tier agrees: %,d documents, %,d items, 0 differences."
              .formatted(books.documents(), books.items()));
      return;
    }
    line("The tiers do not agree:");
    books.firstDifferences().forEach(difference -> line("  " + difference));
    if (differences.size() > Reconciliation.SHOWN_MAX) {
      line("  … and %,d more".formatted(differences.size() - Reconciliation.SHOWN_MAX));
    }
    line(
        "%,d differences in %,d documents and %,d items."
            .formatted(differences.size(), books.documents(), books.items()));
  }

  private void lastWord(Trials trials) {
    List<String> broken =
        trials.verdicts().stream().filter(verdict -> !verdict.holds()).map(Verdict::name).toList();
    if (!broken.isEmpty()) {
      line(
          "%d of %d verdicts %s not hold: %s."
              .formatted(
                  broken.size(),
                  trials.verdicts().size(),
                  broken.size() == 1 ? "does" : "do",
                  String.join(", ", broken)));
    }
  }

  private void row(String name, String terminal, String store, String above, String chain) {
    line(
        "  %-20s %12s %12s %12s   %s"
            .formatted(name, terminal, store, above, chain)
            .stripTrailing());
  }

  private void fact(String name, String value) {
    line("  %-20s %s".formatted(name, value));
  }

  private void line(String text) {
    out.println(text);
  }

  private static String n(StreamEnd end) {
    return end == null ? "–" : n(end.n());
  }

  private static String n(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  private static String chain(StreamRow row) {
    List<String> hashes =
        Stream.of(row.terminal(), row.store(), row.headOffice())
            .filter(Objects::nonNull)
            .map(StreamEnd::hash)
            .distinct()
            .toList();
    return hashes.size() == 1
        ? hashes.getFirst().substring(0, Math.min(12, hashes.getFirst().length())) + "… equal"
        : "DIFFERENT";
  }

  static String seconds(Duration time) {
    long tenths = (time.toMillis() + 50) / 100;
    return String.format(Locale.ROOT, "%4d.%d s", tenths / 10, tenths % 10);
  }

  static long rate(long count, Duration time) {
    return count * 1000 / Math.max(1, time.toMillis());
  }
}
