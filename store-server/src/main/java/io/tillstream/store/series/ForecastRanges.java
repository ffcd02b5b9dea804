package io.tillstream.store.series;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.inject.Singleton;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/**
 * How long the shared ranges last, out of the store's own record of what it lent, and what each
 * terminal still holds. Thread-safe.
 */
@Singleton
public class ForecastRanges {

  // A week of trade; days on which nothing was lent lie between and count.
  private static final int DAYS_LENT_IN = 7;
  // A range of 15 digits may outlast the calendar.
  private static final BigInteger FURTHEST =
      BigInteger.valueOf(LocalDate.of(9999, 12, 31).toEpochDay());
  private static final String LENT =
      "SELECT range_name, granted_at_millis / 86400000, SUM(last_number - first_number + 1)"
          + " FROM number_lease GROUP BY range_name, granted_at_millis / 86400000"
          + " ORDER BY range_name, granted_at_millis / 86400000 DESC";
  private static final String HELD =
      "SELECT l.range_name, l.terminal, l.last_number - l.first_number + 1,"
          + " COUNT(DISTINCT u.number) FROM number_lease l"
          + " INNER JOIN terminal t ON t.terminal = l.terminal AND t.epoch = l.epoch"
          + " LEFT JOIN leased_number u ON u.range_name = l.range_name"
          + " AND u.number >= l.first_number AND u.number <= l.last_number"
          + " GROUP BY l.range_name, l.terminal, l.first_number, l.last_number";

  private final DataSource database;
  private final NumberRanges ranges;
  private final Clock clock;

  ForecastRanges(DataSource database, NumberRanges ranges, Clock clock) {
    this.database = database;
    this.ranges = ranges;
    this.clock = clock;
  }

  /**
   * A shared range, and how long it lasts.
   *
   * @param range its name
   * @param from its first number
   * @param to its last one
   * @param leaseSize how many a terminal gets at a time
   * @param left how many are not lent yet
   * @param next the first number that is not lent and on no document, as far as is known here
   * @param held whether nothing is lent until a person has confirmed or raised next
   * @param runsOut the day (UTC) on which the last is lent at the pace of the last days on which
   *     any was; absent when none was lent yet
   * @param terminals by name, how many each holds that are on no document that has come
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Standing(
      String range,
      long from,
      long to,
      long leaseSize,
      long left,
      long next,
      boolean held,
      LocalDate runsOut,
      Map<String, Long> terminals) {}

  private record Lent(long day, long numbers) {}

  /** All of them, by name. */
  public List<Standing> all() throws SQLException {
    Map<String, List<Lent>> lent = lent();
    Map<String, Map<String, Long>> held = held();
    long today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toEpochDay();
    return ranges.all().stream()
        .map(
            each ->
                new Standing(
                    each.range(),
                    each.from(),
                    each.to(),
                    each.leaseSize(),
                    each.left(),
                    each.next(),
                    each.held(),
                    runsOut(today, each.left(), lent.getOrDefault(each.range(), List.of())),
                    held.getOrDefault(each.range(), Map.of())))
        .toList();
  }

  private static LocalDate runsOut(long today, long left, List<Lent> newestFirst) {
    if (newestFirst.isEmpty()) {
      return null;
    }
    long numbers = newestFirst.stream().mapToLong(Lent::numbers).sum();
    // Both ends count; a clock that went back has lent today at the earliest.
    long days = Math.max(today - newestFirst.getLast().day(), 0) + 1;
    BigInteger lasts =
        BigInteger.valueOf(left)
            .multiply(BigInteger.valueOf(days))
            .divide(BigInteger.valueOf(numbers))
            .add(BigInteger.valueOf(today));
    return LocalDate.ofEpochDay(lasts.min(FURTHEST).longValueExact());
  }

  /** Of each range, the last days on which any was lent. */
  private Map<String, List<Lent>> lent() throws SQLException {
    Map<String, List<Lent>> lent = new HashMap<>();
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(LENT);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        List<Lent> days = lent.computeIfAbsent(row.getString(1), range -> new ArrayList<>());
        if (days.size() < DAYS_LENT_IN) {
          days.add(new Lent(row.getLong(2), row.getLong(3)));
        }
      }
    }
    return lent;
  }

  private Map<String, Map<String, Long>> held() throws SQLException {
    Map<String, Map<String, Long>> held = new HashMap<>();
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(HELD);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        held.computeIfAbsent(row.getString(1), range -> new TreeMap<>())
            .merge(row.getString(2), row.getLong(3) - row.getLong(4), Long::sum);
      }
    }
    return held;
  }
}
