package io.tillstream.store.incarnation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/** Reads the lives that the books know of. Thread-safe. */
final class Lives {

  private static final String FIND =
      "SELECT incarnation, former, former_seq, own_epoch, found_by, detail, began_at_millis,"
          + " fetched_at_millis FROM incarnation WHERE incarnation = ?";
  private static final String ENDED = "SELECT incarnation FROM ended_life";
  private static final String BACK =
      "SELECT r.held_n, r.claimed_n, r.from_head_office, s.n FROM restored_stream r"
          + " LEFT JOIN document_stream s ON s.terminal = r.terminal AND s.epoch = r.epoch"
          + " WHERE r.incarnation = ?";
  private static final String HELD_RANGES = "SELECT COUNT(*) FROM range_hold";

  private final DataSource database;

  Lives(DataSource database) {
    this.database = database;
  }

  /** A life that began after the database had gone back; empty for any other. */
  Optional<Life> find(String incarnation) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(FIND)) {
      select.setString(1, incarnation);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        return Optional.of(
            new Life(
                row.getString(1),
                row.getString(2),
                row.getLong(3),
                row.getInt(4),
                row.getString(5),
                row.getString(6),
                row.getLong(7),
                row.getObject(8) != null));
      }
    }
  }

  /** The lives that have ended: about as many as the database was restored times. */
  Set<String> ended() throws SQLException {
    Set<String> ended = new HashSet<>();
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(ENDED);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        ended.add(row.getString(1));
      }
    }
    return ended;
  }

  /**
   * What has come back in a life.
   *
   * @param fromTerminals documents that terminals brought again
   * @param fromHeadOffice documents that head office gave back
   * @param missing documents that somebody has claimed and nobody brought yet
   * @param heldRanges shared ranges that wait for a person's word
   */
  record Back(long fromTerminals, long fromHeadOffice, long missing, long heldRanges) {}

  Back back(String incarnation) throws SQLException {
    long fromTerminals = 0;
    long fromHeadOffice = 0;
    long missing = 0;
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(BACK)) {
      select.setString(1, incarnation);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          long claimed = row.getLong(2);
          long came = Math.max(0, Math.min(row.getLong(4), claimed) - row.getLong(1));
          fromHeadOffice += row.getLong(3);
          fromTerminals += Math.max(0, came - row.getLong(3));
          missing += Math.max(0, claimed - Math.max(row.getLong(4), row.getLong(1)));
        }
      }
    }
    return new Back(fromTerminals, fromHeadOffice, missing, heldRanges());
  }

  private long heldRanges() throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(HELD_RANGES);
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }
}
