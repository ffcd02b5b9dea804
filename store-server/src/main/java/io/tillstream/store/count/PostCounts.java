package io.tillstream.store.count;

import io.tillstream.platform.problem.Faults;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.store.incarnation.Restoration;
import io.tillstream.store.shop.Shop;
import io.tillstream.store.writer.Writer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Makes counts a part of the books, from the API and from the console. Whatever cannot be done is
 * thrown as a problem, and then nothing was changed. Thread-safe.
 */
@Singleton
public class PostCounts {

  private static final Duration ASK_AGAIN = Duration.ofSeconds(5);

  private final LookAtCount look;
  private final Writer writer;
  private final Restoration restoration;
  private final Shop shop;
  private final CountsConfig config;

  PostCounts(
      LookAtCount look, Writer writer, Restoration restoration, Shop shop, CountsConfig config) {
    this.look = look;
    this.writer = writer;
    this.restoration = restoration;
    this.shop = shop;
    this.config = config;
  }

  /** Posts a count; false when it was posted before. */
  public boolean post(String id, PostingBody body) {
    return switch (writer.ask(read(id, Fields.body(body)))) {
      case PostCount.Posted posted -> true;
      case PostCount.Repeated repeated -> false;
      case PostCount.Unknown unknown -> throw TakeCounts.unknown(id);
      case PostCount.Cancelled cancelled -> throw TakeCounts.closed(id, CountHead.State.CANCELLED);
      case PostCount.Overlaps(String other) -> throw TakeCounts.overlaps(other);
      case PostCount.NothingCounted nothing ->
          throw ProblemException.of(
              ProblemCode.INVALID_FIELD, "nobody has entered anything in count " + id);
      case PostCount.EnteredSince(long entries) ->
          throw ProblemException.of(
              ProblemCode.COUNT_CHANGED,
              "it has %d entries now, and had %d when you looked; look again"
                  .formatted(entries, body.entries()));
      case PostCount.Unmarked(List<TerminalId> terminals) -> throw unmarked(terminals);
      case PostCount.NotApproved(List<CountFigures.Line> lines) -> throw notApproved(lines);
    };
  }

  private PostCount read(String id, PostingBody body) {
    if (restoration.waitsForHeadOffice()) {
      // It may hold this very count.
      throw ProblemException.of(
              ProblemCode.NOT_AVAILABLE,
              "the database was restored from a backup; head office gives back what it has first")
          .retryAfter(ASK_AGAIN);
    }
    Fields fields = new Fields();
    fields.text("countedBy", body.countedBy());
    fields.textIfGiven("approvedBy", body.approvedBy());
    fields.throwIfAny();
    return new PostCount(
        shop,
        id,
        look.terminals(),
        body.countedBy(),
        body.approvedBy(),
        Boolean.TRUE.equals(body.acceptUnmarked()),
        body.entries(),
        Threshold.of(config, shop),
        config.unsureFor().toMillis());
  }

  private static ProblemException unmarked(List<TerminalId> terminals) {
    return ProblemException.of(
            ProblemCode.COUNT_UNMARKED,
            "no mark of "
                + terminals.stream().map(TerminalId::value).collect(Collectors.joining(", "))
                + ", and what they have made may be under way")
        .with("terminals", terminals);
  }

  private static ProblemException notApproved(List<CountFigures.Line> lines) {
    Faults faults = new Faults();
    for (CountFigures.Line line : lines) {
      faults.add(
          ProblemCode.COUNT_NOT_APPROVED,
          line.item(),
          "a variance of %s needs a recount, or another person's approval"
              .formatted(line.variance()));
    }
    faults.throwIfAny();
    throw new IllegalStateException("no line is over the limit");
  }
}
