package io.tillstream.store.feed;

import io.tillstream.protocol.wire.Protocol;
import io.tillstream.store.changelog.Entity;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;

/** Reads a stretch of the log for terminals. Thread-safe. */
final class ReadChanges {

  private static final String SELECT =
      "SELECT seq, entity, row_key, op, payload FROM change_log WHERE seq > ? AND seq <= ?"
          + " AND entity IN ('item', 'barcode', 'price', 'tax', 'stock')"
          + " ORDER BY seq OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY";

  private final DataSource database;
  private final int reachMax;

  ReadChanges(DataSource database, int reachMax) {
    this.database = database;
    this.reachMax = reachMax;
  }

  /**
   * Reads on from a position.
   *
   * @param head not beyond this seq
   * @param rowsMax at most so many changes, and at most {@link Protocol#PAGE_BYTES_MAX} of them
   */
  ChangesRead after(long after, long head, int rowsMax) throws SQLException {
    long reach = Math.min(head, after + reachMax);
    Map<Entity, Map<String, String>> images = new EnumMap<>(Entity.class);
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(SELECT)) {
      select.setLong(1, after);
      select.setLong(2, reach);
      select.setInt(3, rowsMax);
      long last = after;
      int rows = 0;
      long bytes = 0;
      try (ResultSet row = select.executeQuery()) {
        while (row.next() && bytes < Protocol.PAGE_BYTES_MAX) {
          last = row.getLong(1);
          rows++;
          String payload = row.getString(5);
          String image = payload == null ? ChangesRead.GONE : payload;
          bytes += row.getString(3).length() + image.length();
          images
              .computeIfAbsent(Entity.of(row.getString(2)), entity -> new LinkedHashMap<>())
              .put(row.getString(3), image);
        }
      }
      boolean cut = rows == rowsMax || bytes >= Protocol.PAGE_BYTES_MAX;
      return new ChangesRead(cut ? last : reach, images);
    }
  }
}
