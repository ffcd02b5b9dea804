package io.tillstream.endtoend.bench;

import io.tillstream.endtoend.tier.Store;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;

/**
 * Whether a document costs a store more, the more documents it holds. A store's code is compiled
 * while it takes documents in, so both sizes are measured at the same moment of a process's life:
 * over the first documents after a start.
 */
final class MeasureGrowth implements Measurement {

  private static final String WORK =
      "cost per document as the store grows from 10⁴ to 10⁶ documents";
  private static final int FEW = 10_000;
  private static final int MANY = 1_000_000;
  private static final int LINES = 3;
  private static final int RUNS_AFTER_START = 5;

  @Override
  public String name() {
    return "growth";
  }

  @Override
  public List<Figure> measure(Workplace workplace) throws IOException, InterruptedException {
    Grown large = Grown.to(MANY, workplace, name() + "-large");
    Samples atFew = new Samples();
    Samples atMany = new Samples();
    for (int i = 0; i < workplace.repeats(); i++) {
      Grown small = Grown.to(FEW, workplace, name() + "-small-" + i);
      workplace.progress().accept("Measuring, %d of %d".formatted(i + 1, workplace.repeats()));
      atFew.add(small.costAfterStart());
      atMany.add(large.costAfterStart());
    }
    return List.of(
        Figure.of(
            WORK,
            "processor time per document from 10⁶ on, of that from 10⁴ on",
            atMany.median() * 100 / atFew.median(),
            "%",
            Bound.atMost("120")),
        millis("from 10⁴ on, the first 100,000 after a start", atFew),
        millis("from 10⁶ on, the first 100,000 after a start", atMany));
  }

  private static Figure millis(String figure, Samples cost) {
    return new Figure(WORK, figure, BigDecimal.valueOf(cost.median() / 100, 4), "ms", Bound.none());
  }

  /** A stopped store that holds some documents already, and those who bring more. */
  private record Grown(Store store, Intake intake) {

    static Grown to(int documents, Workplace workplace, String name)
        throws IOException, InterruptedException {
      workplace.progress().accept("Growing to %,d documents".formatted(documents));
      Store store = workplace.openStore(name);
      Intake intake = Intake.of(store, LINES);
      int step = Math.min(documents, Intake.DOCUMENTS);
      for (int held = 0; held < documents; held += step) {
        intake.take(step);
      }
      store.stop();
      return new Grown(store, intake);
    }

    /** Nanoseconds of the store's processor time per document. */
    long costAfterStart() throws IOException, InterruptedException {
      store.start();
      store.awaitReady();
      long nanos = 0;
      for (int i = 0; i < RUNS_AFTER_START; i++) {
        nanos += intake.take(Intake.DOCUMENTS).processorNanosPerDocument();
      }
      store.stop();
      return nanos / RUNS_AFTER_START;
    }
  }
}
