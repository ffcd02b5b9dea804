package io.tillstream.store.count;

import io.tillstream.protocol.document.CountDetails;
import io.tillstream.protocol.document.Location;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A count as the books know it.
 *
 * @param id its name
 * @param state open, posted or cancelled
 * @param startedSeq how far the log had come when it began
 * @param endedAt when it was posted or cancelled, or null
 * @param countedBy who answers for it, or null
 * @param approvedBy who else has looked at it, or null
 */
record CountHead(
    String id,
    CountDetails.Kind kind,
    Location location,
    State state,
    long startedSeq,
    Instant startedAt,
    Instant endedAt,
    String countedBy,
    String approvedBy) {

  static final String COLUMNS =
      "SELECT count_id, kind, location, state, started_seq, started_at_millis, ended_at_millis,"
          + " counted_by, approved_by FROM stock_count";
  private static final String BY_ID = COLUMNS + " WHERE count_id = ?";

  /** How far a count has come. */
  enum State {
    /** People count. */
    OPEN,
    /** Its documents are in the books. */
    POSTED,
    /** Nothing comes of it. */
    CANCELLED;

    @Override
    public String toString() {
      return switch (this) {
        case OPEN -> "open";
        case POSTED -> "posted";
        case CANCELLED -> "cancelled";
      };
    }
  }

  static Optional<CountHead> find(Reads reads, String id) throws SQLException {
    PreparedStatement select = reads.prepare(BY_ID);
    select.setString(1, id);
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? Optional.of(of(row)) : Optional.empty();
    }
  }

  static CountHead of(ResultSet row) throws SQLException {
    long endedAtMillis = row.getLong(7);
    boolean ended = !row.wasNull();
    return new CountHead(
        row.getString(1),
        CountDetails.Kind.of(row.getString(2)),
        Location.of(row.getString(3)),
        State.valueOf(row.getString(4).toUpperCase(Locale.ROOT)),
        row.getLong(5),
        Instant.ofEpochMilli(row.getLong(6)),
        ended ? Instant.ofEpochMilli(endedAtMillis) : null,
        row.getString(8),
        row.getString(9));
  }

  boolean isFull() {
    return kind == CountDetails.Kind.FULL;
  }
}
