package io.tillstream.store.series;

import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.store.document.Journal;
import io.tillstream.store.writer.Batch;
import io.tillstream.store.writer.Command;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Lends numbers of a shared range to one epoch of a terminal. Asked again under the same request it
 * answers alike; what an answer that was lost lent is never lent again. Immutable.
 *
 * @param range which
 * @param borrower to whom
 * @param request the terminal's own word for this question
 */
record LeaseNumbers(String range, DocumentStream borrower, String request)
    implements Command<LeaseNumbers.Answer> {

  private static final String BEFORE =
      "SELECT first_number, last_number FROM number_lease"
          + " WHERE terminal = ? AND epoch = ? AND range_name = ? AND request = ?";
  private static final String RANGE =
      "SELECT r.next_number, r.last_number, r.lease_size, h.since_millis FROM number_range r"
          + " LEFT JOIN range_hold h ON h.range_name = r.range_name WHERE r.range_name = ?";
  private static final String MOVE =
      "UPDATE number_range SET next_number = ? WHERE range_name = ? AND next_number = ?";
  private static final String LEND =
      "INSERT INTO number_lease (range_name, first_number, last_number, terminal, epoch, request,"
          + " granted_at_millis) VALUES (?, ?, ?, ?, ?, ?, ?)";

  /** What came of it. */
  sealed interface Answer {}

  /** These are lent. */
  record Lent(long from, long to) implements Answer {}

  /** No such range. */
  record Unknown() implements Answer {}

  /** The database was restored, and nobody has said yet from which number on to lend. */
  record Waiting() implements Answer {}

  /** All numbers of the range are lent. */
  record Exhausted() implements Answer {}

  @Override
  public Answer applyTo(Batch batch) throws SQLException {
    Optional<Lent> before = before(batch);
    if (before.isPresent()) {
      return before.get();
    }
    Journal.of(batch).flush(); // documents of this batch may bear numbers that nobody remembers
    PreparedStatement select = batch.prepare(RANGE);
    select.setString(1, range);
    long first;
    long last;
    try (ResultSet row = select.executeQuery()) {
      if (!row.next()) {
        return new Unknown();
      }
      if (row.getObject(4) != null) {
        return new Waiting();
      }
      first = row.getLong(1);
      last = Math.min(row.getLong(2), first + row.getLong(3) - 1);
    }
    return last < first ? new Exhausted() : lend(batch, first, last);
  }

  private Optional<Lent> before(Batch batch) throws SQLException {
    PreparedStatement select = batch.prepare(BEFORE);
    select.setString(1, borrower.terminal().value());
    select.setInt(2, borrower.epoch());
    select.setString(3, range);
    select.setString(4, request);
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? Optional.of(new Lent(row.getLong(1), row.getLong(2))) : Optional.empty();
    }
  }

  private Lent lend(Batch batch, long first, long last) throws SQLException {
    PreparedStatement move = batch.prepare(MOVE);
    move.setLong(1, last + 1);
    move.setString(2, range);
    move.setLong(3, first);
    if (move.executeUpdate() != 1) {
      throw new IllegalStateException("the range " + range + " moved by itself");
    }
    PreparedStatement insert = batch.prepare(LEND);
    insert.setString(1, range);
    insert.setLong(2, first);
    insert.setLong(3, last);
    insert.setString(4, borrower.terminal().value());
    insert.setInt(5, borrower.epoch());
    insert.setString(6, request);
    insert.setLong(7, batch.atMillis());
    insert.executeUpdate();
    return new Lent(first, last);
  }
}
