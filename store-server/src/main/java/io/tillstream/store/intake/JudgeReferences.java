package io.tillstream.store.intake;

import io.tillstream.protocol.document.CountDetails;
import io.tillstream.protocol.document.DayTotals;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.LeasedNumber;
import io.tillstream.protocol.document.Replaced;
import io.tillstream.protocol.document.Tender;
import io.tillstream.protocol.document.Voided;
import java.util.Optional;

/**
 * Whether the books can hold what a document says of numbers and of other documents: its series,
 * what it voids, replaces, closes and uses up. Pure; thread-safe.
 */
final class JudgeReferences {

  private static final int NUMBER_LENGTH_MAX = 64;
  private static final int NAME_LENGTH_MAX = 24;
  private static final int LEASED_MAX = 1_000;
  private static final int TOTALS_MAX = 1_000;

  private JudgeReferences() {}

  /** What is wrong; empty when the books can hold it. */
  static Optional<String> fault(Document document) {
    return JudgeDocument.text("series", document.series(), NAME_LENGTH_MAX)
        .or(() -> counter(document))
        .or(() -> voids(document))
        .or(() -> replaces(document))
        .or(() -> leased(document))
        .or(() -> closes(document))
        .or(() -> marks(document));
  }

  private static Optional<String> marks(Document document) {
    boolean isMark = document.type() == DocumentType.COUNT_MARK;
    if (document.count() == null) {
      return isMark ? Optional.of("it does not say which count it marks") : Optional.empty();
    }
    if (!isMark || !document.count().equals(CountDetails.mark(document.count().id()))) {
      return Optional.of("it says of a count what a terminal cannot know");
    }
    return CountDetails.isId(document.count().id())
        ? Optional.empty()
        : Optional.of("the count that it marks has no proper name");
  }

  private static Optional<String> counter(Document document) {
    // Null on a document of version 1 whose number does not end in its counter.
    return (document.counter() != null && document.counter() < 0)
            || (document.period() != null && (document.period() < 1 || document.period() > 9999))
        ? Optional.of("its place in the series is out of range")
        : Optional.empty();
  }

  private static Optional<String> voids(Document document) {
    Voided voided = document.voids();
    if (voided == null) {
      return document.type() == DocumentType.VOID
          ? Optional.of("it does not say what it voids")
          : Optional.empty();
    }
    if (document.type() != DocumentType.VOID
        || voided.type() == null
        || !voided.type().isVoidable()
        || !isBefore(document, voided.epoch(), voided.n())) {
      return Optional.of("it voids what cannot be voided");
    }
    return JudgeDocument.text("voided number", voided.number(), NUMBER_LENGTH_MAX);
  }

  private static Optional<String> replaces(Document document) {
    if (document.replaces() == null) {
      return Optional.empty();
    }
    Replaced replaced = document.replaces();
    // A copy of the journal may have printed this very n, which nothing held here when it came
    // home.
    boolean isOwn = replaced.epoch() == document.epoch() && replaced.n() == document.n();
    return isOwn || isBefore(document, replaced.epoch(), replaced.n())
        ? JudgeDocument.text("replaced number", replaced.number(), NUMBER_LENGTH_MAX)
        : Optional.of("it replaces what was not there before it");
  }

  private static boolean isBefore(Document document, int epoch, long n) {
    return n >= 1
        && epoch >= 1
        && (epoch < document.epoch() || (epoch == document.epoch() && n < document.n()));
  }

  private static Optional<String> leased(Document document) {
    if (document.leased() == null) {
      return Optional.empty();
    }
    if (document.leased().size() > LEASED_MAX) {
      return Optional.of("it uses more than " + LEASED_MAX + " leased numbers");
    }
    for (LeasedNumber leased : document.leased()) {
      if (leased.number() < 1) {
        return Optional.of("it uses a leased number below 1");
      }
      Optional<String> fault = JudgeDocument.text("range", leased.range(), NAME_LENGTH_MAX);
      if (fault.isPresent()) {
        return fault;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> closes(Document document) {
    DayTotals closes = document.closes();
    if (closes == null) {
      return document.type() == DocumentType.DAY_CLOSE
          ? Optional.of("it does not say what it closes")
          : Optional.empty();
    }
    if (document.type() != DocumentType.DAY_CLOSE
        || closes.from() < 1
        || closes.to() < closes.from() - 1
        || closes.to() >= document.n()
        || closes.types().size() > TOTALS_MAX
        || closes.tenders().size() > TOTALS_MAX
        || closes.types().stream().anyMatch(each -> each.type() == null)) {
      return Optional.of("what it closes cannot be");
    }
    return closes.tenders().stream()
        .map(Tender::type)
        .flatMap(type -> JudgeDocument.plain("tender", type).stream())
        .findFirst();
  }
}
