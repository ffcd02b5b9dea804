package io.tillstream.endtoend.bench;

import io.tillstream.endtoend.tier.Store;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** How fast a store takes in documents that four terminals have waiting. */
final class MeasureIntake implements Measurement {

  private static final int WARM_UPS = 20; // by then the code of both sides is compiled

  private final int lines;

  MeasureIntake(int lines) {
    this.lines = lines;
  }

  @Override
  public String name() {
    return "intake-" + lines;
  }

  @Override
  public List<Figure> measure(Workplace workplace)
      throws IOException, InterruptedException, SQLException {
    PlainIntake plain = plain(workplace);
    Store store = workplace.openStore(name());
    Intake intake = Intake.of(store, lines);
    long cold = intake.take(Intake.DOCUMENTS).rate();
    for (int i = 0; i < WARM_UPS; i++) {
      workplace.progress().accept("Warming up, %d of %d".formatted(i + 1, WARM_UPS));
      intake.take(Intake.DOCUMENTS);
      plain.write(workplace.data().resolve(name() + "-plain-warm-" + i));
    }
    Samples taken = new Samples();
    Samples processor = new Samples();
    Samples limit = new Samples();
    for (int i = 0; i < workplace.repeats(); i++) {
      workplace.progress().accept("Measuring, %d of %d".formatted(i + 1, workplace.repeats()));
      Intake.Taken once = intake.take(Intake.DOCUMENTS);
      taken.add(once.rate());
      processor.add(once.processorNanosPerDocument());
      long nanos = plain.write(workplace.data().resolve(name() + "-plain-" + i));
      limit.add(plain.documents() * 1_000_000_000L / nanos);
    }
    workplace.programs().stop(store.program());
    String work = "intake of 20,000 sales of %d lines from 4 terminals, durable".formatted(lines);
    List<Figure> figures = new ArrayList<>();
    figures.add(Figure.percent(work, "speed", taken.median(), limit.median(), Bound.atLeast("50")));
    figures.add(
        Figure.of(
            work,
            "speed",
            taken.median(),
            "documents/s",
            lines == 3 ? Bound.atLeast("15000") : Bound.none()));
    figures.add(
        new Figure(
            work,
            "processor time of the store per document",
            BigDecimal.valueOf(processor.median() / 100, 4),
            "ms",
            lines == 3 ? Bound.atMost("0.08") : Bound.none()));
    figures.add(
        Figure.of(
            work, "speed of the first 20,000 after its start", cold, "documents/s", Bound.none()));
    figures.add(
        Figure.of(work, "the limit, plain JDBC", limit.median(), "documents/s", Bound.none()));
    return figures;
  }

  /** What a store writes for these documents, learnt from one that is then ended. */
  private PlainIntake plain(Workplace workplace)
      throws IOException, InterruptedException, SQLException {
    workplace.progress().accept("Learning the rows to compare with");
    Store store = workplace.openStore(name() + "-sample");
    Intake.of(store, lines).take(Intake.DOCUMENTS);
    workplace.programs().stop(store.program());
    return PlainIntake.asWrittenBy(store.data());
  }
}
