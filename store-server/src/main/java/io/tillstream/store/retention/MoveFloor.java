package io.tillstream.store.retention;

import io.tillstream.store.writer.Batch;
import io.tillstream.store.writer.Command;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Notes where the head is, and moves the floor to the newest place that was noted long enough ago.
 * Nothing is deleted in this transaction: the floor is durable before (I3). Immutable.
 *
 * @param ranMillis for how long the store has run since this was last done
 * @param retentionMillis how old a change must be
 */
record MoveFloor(long ranMillis, long retentionMillis) implements Command<LogFloor> {

  private static final String RUN = "UPDATE log_floor SET ran_millis = ran_millis + ? WHERE id = 1";
  // A place that is noted already was noted earlier: the older note counts.
  private static final String MARK =
      "INSERT INTO log_mark (seq, ran_millis) SELECT CAST(? AS BIGINT), ran_millis FROM log_floor"
          + " WHERE id = 1 AND NOT EXISTS (SELECT 1 FROM log_mark WHERE seq = ?)";
  private static final String OLD_ENOUGH =
      "SELECT MAX(m.seq) FROM log_mark m INNER JOIN log_floor f ON f.id = 1"
          + " WHERE m.ran_millis <= f.ran_millis - ?"
          // Terminals stand no further than that as long as it is there.
          + " AND NOT EXISTS (SELECT 1 FROM feed_hold)";
  private static final String MOVE = "UPDATE log_floor SET floor_seq = ? WHERE id = 1";
  private static final String FORGET = "DELETE FROM log_mark WHERE seq <= ?";

  @Override
  public LogFloor applyTo(Batch batch) throws SQLException {
    PreparedStatement run = batch.prepare(RUN);
    run.setLong(1, ranMillis);
    run.executeUpdate();
    PreparedStatement mark = batch.prepare(MARK);
    mark.setLong(1, batch.seqBefore());
    mark.setLong(2, batch.seqBefore());
    mark.executeUpdate();
    LogFloor floor = ReadFloor.in(batch);
    long oldEnough = oldEnough(batch);
    if (oldEnough <= floor.seq()) {
      return floor;
    }
    PreparedStatement move = batch.prepare(MOVE);
    move.setLong(1, oldEnough);
    move.executeUpdate();
    PreparedStatement forget = batch.prepare(FORGET);
    forget.setLong(1, oldEnough - 1); // that place stays noted, or it would be noted anew
    forget.executeUpdate();
    return ReadFloor.in(batch);
  }

  private long oldEnough(Batch batch) throws SQLException {
    PreparedStatement select = batch.prepare(OLD_ENOUGH);
    select.setLong(1, retentionMillis);
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }
}
