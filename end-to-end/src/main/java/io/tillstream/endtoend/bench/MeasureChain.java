package io.tillstream.endtoend.bench;

import java.io.IOException;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A chain in small: head office with the streams of two thousand stores, which come over Kafka, and
 * what differs from a hundred of them.
 */
final class MeasureChain implements Measurement {

  private final int few;
  private final int many;
  private final ChainLoad load;

  MeasureChain() {
    this(100, 2_000, ChainLoad.USUAL);
  }

  MeasureChain(int few, int many, ChainLoad load) {
    this.few = few;
    this.many = many;
    this.load = load;
  }

  @Override
  public String name() {
    return "chain";
  }

  @Override
  public List<Figure> measure(Workplace workplace)
      throws IOException, InterruptedException, SQLException {
    ChainRun.Measured ofFew = new ChainRun(workplace, load, few).measure();
    ChainRun.Measured ofMany = new ChainRun(workplace, load, many).measure();
    List<Figure> figures = new ArrayList<>();
    figures.addAll(of(ofFew, Bound.none()));
    figures.addAll(of(ofMany, Bound.atLeast("8000")));
    String work = "from %d to %d stores".formatted(few, many);
    String unit = "%% of that with %d".formatted(few);
    figures.add(
        new Figure(
            work,
            "speed",
            percent(ofMany.documents().median(), ofFew.documents().median()),
            unit,
            Bound.none()));
    figures.add(
        new Figure(
            work,
            "processor time per document",
            percent(ofMany.processorNanosPerDocument(), ofFew.processorNanosPerDocument()),
            unit,
            Bound.none()));
    figures.add(
        new Figure(
            work,
            "resident memory of head office, highest",
            percent(ofMany.residentKib(), ofFew.residentKib()),
            unit,
            Bound.atMost("110")));
    return figures;
  }

  private List<Figure> of(ChainRun.Measured run, Bound speed) {
    String work =
        "head office with %d stores over Kafka, envelopes of %d sales of 3 lines"
            .formatted(run.stores(), load.sales());
    return List.of(
        Figure.of(work, "speed of a backlog", run.documents().median(), "documents/s", speed),
        Figure.percent(work, "speed", run.documents().median(), run.limit().median(), Bound.none()),
        Figure.of(work, "the limit, plain JDBC", run.limit().median(), "documents/s", Bound.none()),
        new Figure(
            work,
            "processor time of head office per document",
            BigDecimal.valueOf(run.processorNanosPerDocument() / 100, 4),
            "ms",
            Bound.none()),
        Figure.of(
            work,
            "speed of a backlog of envelopes of one sale",
            run.envelopes().median(),
            "envelopes/s",
            Bound.none()),
        Figure.of(
            work,
            "lag at %d sales/s, an envelope each, median".formatted(ChainLoad.TRADE_PER_SECOND),
            run.lag().median(),
            "ms",
            Bound.none()),
        Figure.of(work, "the same, p99", run.lag().at(99), "ms", Bound.none()),
        Figure.of(work, "the same, longest", run.lag().at(100), "ms", Bound.none()),
        Figure.of(
            work,
            "resident memory of head office, highest",
            run.residentKib() / 1024,
            "MiB",
            Bound.none()));
  }

  private static BigDecimal percent(long part, long whole) {
    return BigDecimal.valueOf(part * 100 / Math.max(1, whole));
  }
}
