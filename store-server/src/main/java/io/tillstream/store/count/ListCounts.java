package io.tillstream.store.count;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tillstream.store.shop.Shop;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Reads which counts there are, and what waits for a person's word, as committed. Thread-safe. */
@Singleton
public class ListCounts {

  private static final String NEWEST_FIRST =
      CountHead.COLUMNS
          + " ORDER BY started_seq DESC, count_id OFFSET ? ROWS FETCH NEXT ? ROWS ONLY";
  private static final String REVIEW =
      "SELECT r.terminal, r.epoch, r.n, r.state, r.why, r.settled_by, r.settled_at_millis,"
          + " d.number, d.type, d.recorded_at, d.skew_millis, d.received_at_millis"
          + " FROM count_review r INNER JOIN document d"
          + " ON d.terminal = r.terminal AND d.epoch = r.epoch AND d.n = r.n"
          + " WHERE r.count_id = ? ORDER BY r.terminal, r.epoch, r.n"
          + " OFFSET ? ROWS FETCH NEXT ? ROWS ONLY";

  private final DataSource database;
  private final Shop shop;

  ListCounts(DataSource database, Shop shop) {
    this.database = database;
    this.shop = shop;
  }

  /**
   * A count in the list.
   *
   * @param kind full or partial
   * @param state open, posted or cancelled
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Listed(
      String id,
      String kind,
      String location,
      String state,
      Instant startedAt,
      Instant endedAt,
      String countedBy,
      String approvedBy) {

    static Listed of(CountHead count) {
      return new Listed(
          count.id(),
          count.kind().toString(),
          count.location().toString(),
          count.state().toString(),
          count.startedAt(),
          count.endedAt(),
          count.countedBy(),
          count.approvedBy());
    }
  }

  /**
   * A document of which somebody has to say whether a count includes it.
   *
   * @param state open, inside or outside
   * @param why {@code unmarked}: nobody marked the count at its terminal; {@code made-anew}: it was
   *     recorded anew after it had stood elsewhere
   * @param recordedAt by the terminal's clock, put right as far as it was measured
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Reviewed(
      String document,
      String type,
      String number,
      Instant recordedAt,
      Instant receivedAt,
      String why,
      String state,
      String settledBy,
      Instant settledAt) {}

  /** So many, the newest first, without the first ones. */
  public List<Listed> after(long first, int limit) throws SQLException {
    List<Listed> found = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(NEWEST_FIRST)) {
      select.setLong(1, first);
      select.setInt(2, limit);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.add(Listed.of(CountHead.of(row)));
        }
      }
    }
    return found;
  }

  /** So many of a count's review, without the first ones. */
  public List<Reviewed> review(String count, long first, int limit) throws SQLException {
    List<Reviewed> found = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(REVIEW)) {
      select.setString(1, count);
      select.setLong(2, first);
      select.setInt(3, limit);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.add(reviewed(row));
        }
      }
    }
    return found;
  }

  private Reviewed reviewed(ResultSet row) throws SQLException {
    long settledAtMillis = row.getLong(7);
    boolean isSettled = !row.wasNull();
    return new Reviewed(
        "%s/%s/%d/%d".formatted(shop.id(), row.getString(1), row.getInt(2), row.getLong(3)),
        row.getString(9),
        row.getString(8),
        Instant.parse(row.getString(10)).minusMillis(row.getLong(11)),
        Instant.ofEpochMilli(row.getLong(12)),
        row.getString(5),
        row.getString(4),
        row.getString(6),
        isSettled ? Instant.ofEpochMilli(settledAtMillis) : null);
  }
}
