package io.tillstream.store.downlink;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Reads which rows the store has written over or blocked. Thread-safe. */
@Singleton
public class ListOwn {

  private static final String PAGE =
      "SELECT o.entity, o.row_key, o.withheld, o.since_millis,"
          + " (SELECT r.payload FROM layer_row r WHERE r.row_key = o.row_key AND r.entity = o.entity"
          + " AND r.layer = 'chain') AS of_chain,"
          + " (SELECT r.payload FROM layer_row r WHERE r.row_key = o.row_key AND r.entity = o.entity"
          + " AND r.layer = 'region') AS of_region,"
          + " (SELECT r.payload FROM layer_row r WHERE r.row_key = o.row_key AND r.entity = o.entity"
          + " AND r.layer = 'store') AS of_store"
          + " FROM row_owner o WHERE o.layer = 'own' ORDER BY o.entity, o.row_key"
          + " OFFSET ? ROWS FETCH NEXT ? ROWS ONLY";

  private final DataSource database;

  ListOwn(DataSource database) {
    this.database = database;
  }

  /**
   * A row that is the store's own word over head office's.
   *
   * @param table where
   * @param key which
   * @param blocked whether the store has blocked it; else it has written over it
   * @param chain what head office says for the chain, as an array in the order of the columns;
   *     absent when nothing, or that there is no such row
   * @param region what it says for the region
   * @param store what it says for this store
   * @param since when the store has said so
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record OwnRow(
      String table,
      String key,
      boolean blocked,
      @JsonRawValue String chain,
      @JsonRawValue String region,
      @JsonRawValue String store,
      Instant since) {}

  /** So many by table and key, without the first ones. */
  public List<OwnRow> after(long first, int limit) throws SQLException {
    List<OwnRow> found = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(PAGE)) {
      select.setLong(1, first);
      select.setInt(2, limit);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.add(
              new OwnRow(
                  row.getString(1),
                  row.getString(2),
                  row.getBoolean(3),
                  row.getString(5),
                  row.getString(6),
                  row.getString(7),
                  Instant.ofEpochMilli(row.getLong(4))));
        }
      }
    }
    return found;
  }
}
