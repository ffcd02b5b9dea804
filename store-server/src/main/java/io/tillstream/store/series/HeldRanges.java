package io.tillstream.store.series;

import io.tillstream.store.writer.Batch;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Shared ranges of which nothing is lent until a person has said from which number on (I10): the
 * database went back, and a terminal that cannot be asked may hold numbers that were lent since the
 * backup. Terminals go on with what they hold.
 */
public final class HeldRanges {

  private static final String HOLD_ALL =
      "INSERT INTO range_hold (range_name, since_millis)"
          + " SELECT r.range_name, CAST(? AS BIGINT) FROM number_range r WHERE NOT EXISTS"
          + " (SELECT 1 FROM range_hold h WHERE h.range_name = r.range_name)";
  private static final String RELEASE = "DELETE FROM range_hold WHERE range_name = ?";

  private HeldRanges() {}

  /** From this batch on nothing is lent of the ranges that are here. */
  public static void holdAll(Batch batch) throws SQLException {
    PreparedStatement hold = batch.prepare(HOLD_ALL);
    hold.setLong(1, batch.atMillis());
    hold.executeUpdate();
  }

  static void release(Batch batch, String range) throws SQLException {
    PreparedStatement release = batch.prepare(RELEASE);
    release.setString(1, range);
    release.executeUpdate();
  }
}
