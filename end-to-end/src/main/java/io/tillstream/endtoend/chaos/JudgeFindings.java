package io.tillstream.endtoend.chaos;

import io.tillstream.endtoend.books.Difference.Kind;
import io.tillstream.endtoend.books.Reconciliation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Turns what was found after the trouble into a verdict for each invariant. */
final class JudgeFindings {

  /** From the last fault until nothing is on its way any more. */
  static final Duration DRAINED_WITHIN = Duration.ofMinutes(3);

  private final Findings findings;
  private final Map<String, Integer> troubles;
  private final List<String> notRefused;

  JudgeFindings(Findings findings, Map<String, Integer> troubles, List<String> notRefused) {
    this.notRefused = notRefused;
    this.findings = findings;
    this.troubles = troubles;
  }

  List<Verdict> verdicts() {
    Reconciliation books = findings.reconciliation();
    int acknowledged = findings.record().count();
    String documents = "%,d acknowledged".formatted(acknowledged);
    int kills = count("killed");
    int faults = count("line") + count("connections");
    List<Verdict> verdicts = new ArrayList<>();
    verdicts.add(
        Verdict.of(
            "I1",
            "what was acknowledged is there, in every tier",
            kills > 0,
            documents + ", %d kills".formatted(kills),
            findings.lost()));
    verdicts.add(
        Verdict.of(
            "I2",
            "every document is there once, and the same everywhere",
            kills + faults > 0,
            "%,d at terminals, %,d in stores, %,d at head office"
                .formatted(
                    books.documentsMade(), books.documentsInStore(), books.documentsAtHeadOffice()),
            findings.differences(Kind.DOCUMENT)));
    verdicts.add(
        Verdict.of(
            "I3",
            "terminals show what their store changed",
            count("prices") > 0,
            "%,d prices looked up".formatted(findings.prices().compared()),
            findings.prices().differences()));
    verdicts.add(
        Verdict.of(
            "I6",
            "terminal, store and head office agree: chains and on-hand",
            true,
            "%d streams, %,d items".formatted(books.streams().size(), books.items()),
            findings.differences(Kind.STREAM, Kind.ON_HAND)));
    verdicts.add(
        Verdict.of(
            "I7",
            "on-hand is what the acknowledged documents add up to",
            true,
            documents,
            findings.onHandOtherThanAcknowledged()));
    List<String> numbers = new ArrayList<>(findings.record().repeated());
    numbers.addAll(findings.differences(Kind.NUMBER));
    verdicts.add(
        Verdict.of(
            "I10",
            "no number twice, and none left out",
            kills > 0,
            "%,d printed from %d series".formatted(books.numbers(), books.series()),
            numbers));
    int restored = count("terminal restored");
    int copied = count("terminal copied");
    verdicts.add(
        Verdict.of(
            "I11",
            "a restored or copied terminal records and sends nothing before it is enrolled anew",
            restored + copied > 0,
            "%d restored, %d copied".formatted(restored, copied),
            notRefused));
    verdicts.add(
        Verdict.of(
            "I12",
            "enrolling anew lost no document that was on the old disk",
            restored > 0,
            "%d enrolled anew".formatted(restored),
            restored > 0 ? findings.lost() : List.of()));
    verdicts.add(
        Verdict.of(
            "I14",
            "nothing waits for a person, and no till was refused",
            true,
            "%,d parked, %,d collisions".formatted(books.parked(), books.collisions()),
            waiting()));
    verdicts.add(
        Verdict.of(
            "I15",
            "when faults stopped, everything drained within %d s"
                .formatted(DRAINED_WITHIN.toSeconds()),
            kills + faults > 0,
            "in %.1f s".formatted(findings.drainedWithin().toMillis() / 1000.0),
            findings.drainedWithin().compareTo(DRAINED_WITHIN) > 0
                ? List.of("it took " + findings.drainedWithin().toSeconds() + " s")
                : List.of()));
    verdicts.add(
        Verdict.of(
            "I18",
            "a store restored from a backup has got back what it had lost",
            count("store restored") > 0,
            "%d restorations".formatted(count("store restored")),
            findings.differences(Kind.STREAM, Kind.DOCUMENT)));
    return verdicts;
  }

  private List<String> waiting() {
    List<String> waiting = new ArrayList<>(findings.differences(Kind.WAITING));
    waiting.addAll(findings.unanswered());
    return waiting;
  }

  private int count(String beginning) {
    return troubles.entrySet().stream()
        .filter(trouble -> trouble.getKey().contains(beginning))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }
}
