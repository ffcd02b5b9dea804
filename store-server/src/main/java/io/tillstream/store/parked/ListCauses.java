package io.tillstream.store.parked;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tillstream.protocol.verdict.ParkedReason;
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

/** Groups what is parked by what it is parked for. Thread-safe. */
@Singleton
public class ListCauses {

  // What most documents wait for comes first; the first and the last of each are looked up by seq.
  private static final String SELECT =
      "SELECT c.reason, c.detail, c.documents, f.terminal, f.epoch, f.n, f.received_at_millis,"
          + " l.terminal, l.epoch, l.n, l.received_at_millis FROM"
          + " (SELECT reason, detail, COUNT(*) AS documents, MIN(document_seq) AS first_seq,"
          + " MAX(document_seq) AS last_seq FROM parked GROUP BY reason, detail) c"
          + " INNER JOIN document f ON f.seq = c.first_seq"
          + " INNER JOIN document l ON l.seq = c.last_seq"
          + " ORDER BY c.documents DESC, c.first_seq OFFSET ? ROWS FETCH NEXT ? ROWS ONLY";

  private final DataSource database;
  private final Shop shop;

  ListCauses(DataSource database, Shop shop) {
    this.database = database;
    this.shop = shop;
  }

  /**
   * Documents that are parked for the same.
   *
   * @param reason why
   * @param detail what they wait for, or what is wrong with them; absent when there is nothing to
   *     say
   * @param count how many
   * @param first that came
   * @param last that came
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Cause(ParkedReason reason, String detail, long count, Came first, Came last) {}

  /**
   * A document and when it came.
   *
   * @param document its key
   * @param receivedAt when
   */
  public record Came(String document, Instant receivedAt) {}

  /** So many, those of most documents first, without the first ones. */
  public List<Cause> after(long first, int limit) throws SQLException {
    List<Cause> causes = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(SELECT)) {
      select.setLong(1, first);
      select.setInt(2, limit);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          causes.add(
              new Cause(
                  ParkedReason.of(row.getString(1)),
                  row.getString(2),
                  row.getLong(3),
                  came(row, 4),
                  came(row, 8)));
        }
      }
    }
    return causes;
  }

  private Came came(ResultSet row, int first) throws SQLException {
    return new Came(
        "%s/%s/%d/%d"
            .formatted(
                shop.id(), row.getString(first), row.getInt(first + 1), row.getLong(first + 2)),
        Instant.ofEpochMilli(row.getLong(first + 3)));
  }
}
