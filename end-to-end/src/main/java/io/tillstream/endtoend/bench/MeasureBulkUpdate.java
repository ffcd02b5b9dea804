package io.tillstream.endtoend.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** What it costs a shop that sells when another program changes all prices by SQL. */
final class MeasureBulkUpdate implements Measurement {

  private static final int PRICES = 100_000;
  private static final Duration WITHOUT = Duration.ofSeconds(10);
  private static final String WORK = "100,000 prices changed by one statement of another program";

  @Override
  public String name() {
    return "bulk-update";
  }

  @Override
  public List<Figure> measure(Workplace workplace)
      throws IOException, InterruptedException, SQLException {
    Samples statement = new Samples();
    Samples held = new Samples();
    BulkUpdate.Deliveries meanwhile = BulkUpdate.Deliveries.none();
    BulkUpdate.Deliveries without = BulkUpdate.Deliveries.none();
    try (BulkUpdate update =
        BulkUpdate.at(workplace.programs(), workplace.data().resolve(name()), PRICES)) {
      workplace.progress().accept("Warming up");
      update.sell(WITHOUT);
      update.change();
      for (int i = 0; i < workplace.repeats(); i++) {
        workplace.progress().accept("Measuring, %d of %d".formatted(i + 1, workplace.repeats()));
        without = without.and(update.sell(WITHOUT));
        BulkUpdate.Changed changed = update.change();
        if (changed.halves() > 0) {
          throw new IOException("a terminal was shown some of the new prices without the others");
        }
        statement.add(changed.statementNanos());
        held.add(changed.heldNanos());
        meanwhile = meanwhile.and(changed.meanwhile());
      }
    }
    return List.of(
        millis("the statement and its commit, median", statement.median()),
        millis("until two terminals hold each new price, median", held.median()),
        Figure.of(WORK, "sales delivered meanwhile", meanwhile.offered(), "", Bound.none()),
        Figure.of(
            WORK,
            "of them not confirmed",
            meanwhile.offered() - meanwhile.answered(),
            "",
            Bound.atMost("0")),
        millis("a delivery meanwhile, median", meanwhile.nanos().median()),
        millis("a delivery meanwhile, p99", meanwhile.nanos().at(99)),
        millis("a delivery meanwhile, longest", meanwhile.nanos().at(100)),
        millis("a delivery without it, median", without.nanos().median()),
        millis("a delivery without it, p99", without.nanos().at(99)));
  }

  private static Figure millis(String what, long nanos) {
    return Figure.millis(WORK, what, nanos, Bound.none());
  }
}
