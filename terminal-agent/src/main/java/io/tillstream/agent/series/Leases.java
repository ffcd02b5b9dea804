package io.tillstream.agent.series;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tillstream.protocol.document.LeasedNumber;
import io.tillstream.replica.database.Session;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Numbers of shared ranges that the store has lent to this epoch. A restored journal gets a new
 * epoch, and with it new leases; what an old copy still shows as free is never printed again (I10).
 * Every method is part of the caller's transaction.
 */
public final class Leases {

  private final int epoch;
  private final Map<String, String> refusals = new ConcurrentHashMap<>();

  /** Of one epoch. */
  public Leases(int epoch) {
    this.epoch = epoch;
  }

  /**
   * Where a range stands.
   *
   * @param range its name
   * @param left how many numbers this terminal may still use
   * @param next the next one, or absent when none is left
   * @param lastsUntil when they will be used up if it goes on as it has, or absent when none was
   *     used yet
   * @param refusal why the store lends no more, in its words, or absent
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Standing(String range, long left, Long next, Instant lastsUntil, String refusal) {}

  /** The store has said why it lends no more of a range. */
  public void refused(String range, String why) {
    refusals.put(range, why);
  }

  /** What it said last; empty once it lends again, and after a restart until it is asked. */
  public Optional<String> refusal(String range) {
    return Optional.ofNullable(refusals.get(range));
  }

  /** The next number, or none when all are used up. */
  public Optional<LeasedNumber> next(Session session, String range) throws SQLException {
    PreparedStatement query =
        session.prepare(
            "SELECT min(next_number) FROM lease"
                + " WHERE epoch = ? AND range_name = ? AND next_number <= last_number");
    query.setInt(1, epoch);
    query.setString(2, range);
    try (ResultSet row = query.executeQuery()) {
      row.next();
      long number = row.getLong(1);
      return row.wasNull() ? Optional.empty() : Optional.of(new LeasedNumber(range, number));
    }
  }

  /** Uses a number up, in the transaction of the document that carries it. */
  public void take(Session session, LeasedNumber number) throws SQLException {
    PreparedStatement take =
        session.prepare(
            "UPDATE lease SET next_number = next_number + 1"
                + " WHERE epoch = ? AND range_name = ? AND next_number = ?"
                + " AND next_number <= last_number");
    take.setInt(1, epoch);
    take.setString(2, number.range());
    take.setLong(3, number.number());
    if (take.executeUpdate() != 1) {
      throw new IllegalStateException(number + " is not free here");
    }
  }

  /** Whether another lease is due: fewer numbers left than one whole lease beside the used one. */
  public boolean isLow(Session session, String range) throws SQLException {
    PreparedStatement query =
        session.prepare(
            "SELECT count(*) FROM lease"
                + " WHERE epoch = ? AND range_name = ? AND next_number <= last_number");
    query.setInt(1, epoch);
    query.setString(2, range);
    try (ResultSet row = query.executeQuery()) {
      row.next();
      return row.getLong(1) < 2; // a primary range and a secondary one behind it
    }
  }

  /** The question to ask for a range: the unanswered one again, if there is one. */
  public String request(Session session, String range) throws SQLException {
    PreparedStatement insert =
        session.prepare(
            "INSERT OR IGNORE INTO lease_request (epoch, range_name, request) VALUES (?, ?, ?)");
    insert.setInt(1, epoch);
    insert.setString(2, range);
    insert.setString(3, UUID.randomUUID().toString());
    insert.executeUpdate();
    PreparedStatement query =
        session.prepare("SELECT request FROM lease_request WHERE epoch = ? AND range_name = ?");
    query.setInt(1, epoch);
    query.setString(2, range);
    try (ResultSet row = query.executeQuery()) {
      row.next();
      return row.getString(1);
    }
  }

  /** Takes in a lease; one that is here already changes nothing. */
  public void obtained(Session session, String range, long first, long last, Instant at)
      throws SQLException {
    PreparedStatement insert =
        session.prepare(
            "INSERT OR IGNORE INTO lease (epoch, range_name, first_number, last_number,"
                + " next_number, obtained_at_millis) VALUES (?, ?, ?, ?, ?, ?)");
    insert.setInt(1, epoch);
    insert.setString(2, range);
    insert.setLong(3, first);
    insert.setLong(4, last);
    insert.setLong(5, first);
    insert.setLong(6, at.toEpochMilli());
    insert.executeUpdate();
    PreparedStatement answered =
        session.prepare("DELETE FROM lease_request WHERE epoch = ? AND range_name = ?");
    answered.setInt(1, epoch);
    answered.setString(2, range);
    answered.executeUpdate();
    refusals.remove(range);
  }

  /** Where each range stands. */
  public List<Standing> standings(Session session, Instant now) throws SQLException {
    List<Standing> standings = new ArrayList<>();
    Map<String, String> neverLent = new TreeMap<>(refusals);
    PreparedStatement query =
        session.prepare(
            "SELECT range_name, sum(last_number + 1 - next_number),"
                + " min(CASE WHEN next_number <= last_number THEN next_number END),"
                + " sum(next_number - first_number), min(obtained_at_millis)"
                + " FROM lease WHERE epoch = ? GROUP BY range_name ORDER BY range_name");
    query.setInt(1, epoch);
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        String range = row.getString(1);
        long left = row.getLong(2);
        long next = row.getLong(3);
        Long nextOrNone = row.wasNull() ? null : (Long) next;
        long used = row.getLong(4);
        Duration since = Duration.between(Instant.ofEpochMilli(row.getLong(5)), now);
        standings.add(
            new Standing(
                range,
                left,
                nextOrNone,
                lastsUntil(now, left, used, since),
                neverLent.remove(range)));
      }
    }
    neverLent.forEach((range, why) -> standings.add(new Standing(range, 0, null, null, why)));
    return standings;
  }

  private static Instant lastsUntil(Instant now, long left, long used, Duration since) {
    // A clock that went back has no rate to tell; a forecast is for people, and orders nothing.
    return used == 0 || since.isNegative()
        ? null
        : now.plusMillis(Math.multiplyExact(since.toMillis() / used, left));
  }
}
