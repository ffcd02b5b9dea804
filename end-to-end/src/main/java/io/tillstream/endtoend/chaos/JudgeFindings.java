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
  private final Looked together;
  private final Looked logs;
  private final Looked cleared;
  private final Map<String, Integer> troubles;
  private final List<String> notRefused;
  private final List<Verdict> verdicts = new ArrayList<>();

  /**
   * Of a trial.
   *
   * @param together looks at prices that change together
   * @param logs changes of the stores' logs
   * @param cleared documents that terminals deleted
   * @param troubles how often each kind came
   * @param notRefused terminals that recorded something when they should not have
   */
  JudgeFindings(
      Findings findings,
      Looked together,
      Looked logs,
      Looked cleared,
      Map<String, Integer> troubles,
      List<String> notRefused) {
    this.findings = findings;
    this.together = together;
    this.logs = logs;
    this.cleared = cleared;
    this.troubles = troubles;
    this.notRefused = notRefused;
  }

  /** One for each invariant, in their order. */
  List<Verdict> verdicts() {
    if (verdicts.isEmpty()) {
      documents();
      catalogue();
      stockAndNumbers();
      terminals();
      times();
    }
    return List.copyOf(verdicts);
  }

  private void documents() {
    Reconciliation books = findings.reconciliation();
    judge(
        "I1",
        "what was acknowledged is there, in every tier",
        kills() > 0,
        "%s, %d kills".formatted(acknowledged(), kills()),
        findings.lost());
    judge(
        "I2",
        "every document is there once, and the same everywhere",
        kills() + faults() > 0,
        "%,d at terminals, %,d in stores, %,d at head office"
            .formatted(
                books.documentsMade(), books.documentsInStore(), books.documentsAtHeadOffice()),
        findings.differences(Kind.DOCUMENT));
  }

  private void catalogue() {
    judge(
        "I3",
        "terminals show what their store changed",
        count("prices") > 0,
        "%,d prices looked up".formatted(findings.prices().count()),
        findings.prices().against());
    judge(
        "I4",
        "the stores' change logs have no gap",
        kills() > 0,
        "%,d changes".formatted(logs.count()),
        logs.against());
    judge(
        "I5",
        "prices that change together are shown together",
        count("prices") > 0,
        "%,d looks while they changed".formatted(together.count()),
        together.against());
  }

  private void stockAndNumbers() {
    Reconciliation books = findings.reconciliation();
    judge(
        "I6",
        "terminal, store and head office agree: chains and on-hand",
        true,
        "%d streams, %,d items".formatted(books.streams().size(), books.items()),
        findings.differences(Kind.STREAM, Kind.ON_HAND));
    judge(
        "I7",
        "on-hand is what the acknowledged documents add up to",
        true,
        acknowledged(),
        findings.onHandOtherThanAcknowledged());
    elsewhere("I8", "all locations together hold nothing", "StockPropertyTest");
    elsewhere("I9", "counts and what arrives late", "CountTest");
    List<String> numbers = new ArrayList<>(findings.record().repeated());
    numbers.addAll(findings.differences(Kind.NUMBER));
    judge(
        "I10",
        "no number twice, and none left out",
        kills() > 0,
        "%,d printed from %d series".formatted(books.numbers(), books.series()),
        numbers);
  }

  private void terminals() {
    Reconciliation books = findings.reconciliation();
    int restored = count("terminal restored");
    int copied = count("terminal copied");
    judge(
        "I11",
        "a restored or copied terminal records nothing before it is enrolled anew",
        restored + copied > 0,
        "%d restored, %d copied".formatted(restored, copied),
        notRefused);
    judge(
        "I12",
        "enrolling anew lost no document that was on the old disk",
        restored > 0,
        "%d enrolled anew".formatted(restored),
        restored > 0 ? findings.lost() : List.of());
    judge(
        "I13",
        "terminals delete what head office holds, and nothing else",
        cleared.count() > 0,
        "%,d deleted".formatted(cleared.count()),
        cleared.against());
    List<String> waiting = new ArrayList<>(findings.differences(Kind.WAITING));
    waiting.addAll(findings.unanswered());
    judge(
        "I14",
        "nothing waits for a person, and no till was refused",
        true,
        "%,d parked, %,d collisions".formatted(books.parked(), books.collisions()),
        waiting);
  }

  private void times() {
    Duration drained = findings.drainedWithin();
    judge(
        "I15",
        "when faults stopped, everything drained within %d s".formatted(DRAINED_WITHIN.toSeconds()),
        kills() + faults() > 0,
        "in %.1f s".formatted(drained.toMillis() / 1000.0),
        drained.compareTo(DRAINED_WITHIN) > 0
            ? List.of("it took " + drained.toSeconds() + " s")
            : List.of());
    Looked shelves = findings.shelves();
    judge(
        "I16",
        "each till shows its own documents once: the on-hand of its store",
        true,
        "%,d quantities".formatted(shelves.count()),
        shelves.against());
    elsewhere("I17", "a superseded writer commits nothing", "WriterTest");
    judge(
        "I18",
        "a store restored from a backup has got back what it had lost",
        count("store restored") > 0,
        "%d restorations".formatted(count("store restored")),
        findings.differences(Kind.STREAM, Kind.DOCUMENT));
    elsewhere("I19", "thirty days without a network", "CutOffTest");
    elsewhere("I20", "a clock that is wrong by a day", "WrongClockTest");
    elsewhere("I21", "a terminal two versions behind", "VersionsSentences");
    elsewhere("I22", "300 terminals at once", "ReconnectTest");
  }

  private void judge(
      String invariant, String sentence, boolean occasion, String counts, List<String> against) {
    verdicts.add(Verdict.of(invariant, sentence, occasion, counts, against));
  }

  private void elsewhere(String invariant, String sentence, String test) {
    verdicts.add(Verdict.notTried(invariant, sentence, test));
  }

  private String acknowledged() {
    return "%,d acknowledged".formatted(findings.record().count());
  }

  private int kills() {
    return count("killed");
  }

  private int faults() {
    return count("line") + count("connections");
  }

  private int count(String beginning) {
    return troubles.entrySet().stream()
        .filter(trouble -> trouble.getKey().contains(beginning))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }
}
