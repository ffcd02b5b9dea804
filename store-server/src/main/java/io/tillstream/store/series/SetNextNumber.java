package io.tillstream.store.series;

import io.tillstream.store.document.Journal;
import io.tillstream.store.writer.Batch;
import io.tillstream.store.writer.Command;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A person's word from which number on a shared range is lent. It never goes back, and it is what a
 * range waits for that was found in a restored database. Immutable.
 *
 * @param range which
 * @param next the first number that no terminal holds; one after the last when all are lent
 */
record SetNextNumber(String range, long next) implements Command<SetNextNumber.Answer> {

  private static final String SELECT =
      "SELECT next_number, last_number FROM number_range WHERE range_name = ?";
  private static final String UPDATE =
      "UPDATE number_range SET next_number = ? WHERE range_name = ?";

  /** What came of it. */
  sealed interface Answer {}

  /** It is lent from there on. */
  record Done() implements Answer {}

  /** No such range. */
  record Unknown() implements Answer {}

  /** Numbers may be lent before it, or it is none of the range: it must lie from least to most. */
  record OutOfRange(long least, long most) implements Answer {}

  @Override
  public Answer applyTo(Batch batch) throws SQLException {
    Journal.of(batch).flush(); // documents of this batch may bear numbers that are not below it
    PreparedStatement select = batch.prepare(SELECT);
    select.setString(1, range);
    try (ResultSet row = select.executeQuery()) {
      if (!row.next()) {
        return new Unknown();
      }
      long least = row.getLong(1);
      long most = row.getLong(2) + 1;
      if (next < least || next > most) {
        return new OutOfRange(least, most);
      }
    }
    PreparedStatement update = batch.prepare(UPDATE);
    update.setLong(1, next);
    update.setString(2, range);
    update.executeUpdate();
    HeldRanges.release(batch, range);
    return new Done();
  }
}
