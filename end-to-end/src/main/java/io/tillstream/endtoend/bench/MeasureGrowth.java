package io.tillstream.endtoend.bench;

import io.tillstream.endtoend.tier.Store;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;

/** Whether a document costs the store more when it holds a million than when it holds few. */
final class MeasureGrowth implements Measurement {

  private static final String WORK =
      "cost per document as the store grows from 10⁴ to 10⁶ documents";
  private static final int FEW = 10_000;
  private static final int MANY = 1_000_000;
  private static final int LINES = 3;

  @Override
  public String name() {
    return "growth";
  }

  @Override
  public List<Figure> measure(Workplace workplace) throws IOException, InterruptedException {
    Store store = workplace.openStore(name());
    Intake intake = Intake.of(store, LINES);
    long held = 0;
    workplace.progress().accept("Growing to %,d documents".formatted(FEW));
    while (held < FEW) {
      held += intake.take(FEW).documents();
    }
    workplace.progress().accept("Measuring the small store");
    Samples before = new Samples();
    // Warm first: what grows must be the store, not the compiler's experience. That takes the small
    // store to some 10⁵ documents before it is measured, and the figures say so.
    for (int i = 0; i < Intake.WARM_UPS; i++) {
      held += intake.take(Intake.DOCUMENTS).documents();
    }
    for (int i = 0; i < workplace.repeats(); i++) {
      Intake.Taken taken = intake.take(Intake.DOCUMENTS);
      before.add(taken.processorNanosPerDocument());
      held += taken.documents();
    }
    workplace.progress().accept("Growing to %,d documents".formatted(MANY));
    while (held < MANY) {
      held += intake.take(Intake.DOCUMENTS).documents();
    }
    workplace.progress().accept("Measuring the large store");
    Samples after = new Samples();
    for (int i = 0; i < workplace.repeats(); i++) {
      after.add(intake.take(Intake.DOCUMENTS).processorNanosPerDocument());
    }
    return List.of(
        Figure.of(
            WORK,
            "processor time per document at 10⁶, of that at some 10⁵",
            after.median() * 100 / before.median(),
            "%",
            Bound.atMost("120")),
        new Figure(
            WORK, "at some 10⁵", BigDecimal.valueOf(before.median() / 100, 4), "ms", Bound.none()),
        new Figure(
            WORK, "at 10⁶", BigDecimal.valueOf(after.median() / 100, 4), "ms", Bound.none()));
  }
}
