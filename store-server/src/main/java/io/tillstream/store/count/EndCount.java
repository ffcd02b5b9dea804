package io.tillstream.store.count;

import io.tillstream.store.writer.Batch;
import io.tillstream.store.writer.Command;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;

/** Gives a count up; what was entered stays to be looked at. Immutable. */
record EndCount(String id) implements Command<Optional<CountHead.State>> {

  private static final String UPDATE =
      "UPDATE stock_count SET state = 'cancelled', ended_at_millis = ? WHERE count_id = ?";

  /** The state that it had; empty when there is none of this name. */
  @Override
  public Optional<CountHead.State> applyTo(Batch batch) throws SQLException {
    Optional<CountHead.State> before = CountHead.find(batch::prepare, id).map(CountHead::state);
    if (before.equals(Optional.of(CountHead.State.OPEN))) {
      PreparedStatement update = batch.prepare(UPDATE);
      update.setLong(1, batch.atMillis());
      update.setString(2, id);
      update.executeUpdate();
    }
    return before;
  }
}
