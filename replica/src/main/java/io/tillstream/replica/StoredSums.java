package io.tillstream.replica;

import io.tillstream.protocol.digest.BucketSums;
import io.tillstream.protocol.digest.RowDigest;
import io.tillstream.replica.database.Session;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** The sums of a replica's buckets: as they are kept in its file, and as its rows say. */
final class StoredSums {

  private static final String SELECT = "SELECT bucket, row_count, high, low FROM digest";

  private StoredSums() {}

  /** The sums as kept; empty ones when they were never computed. */
  static BucketSums read(Session session) throws SQLException {
    BucketSums sums = new BucketSums();
    try (ResultSet row = session.prepare(SELECT).executeQuery()) {
      while (row.next()) {
        sums.add(row.getInt(1), row.getLong(2), row.getLong(3), row.getLong(4));
      }
    }
    return sums;
  }

  /** Whether they are kept already. */
  static boolean exist(Session session) throws SQLException {
    try (ResultSet row = session.prepare("SELECT 1 FROM digest LIMIT 1").executeQuery()) {
      return row.next();
    }
  }

  /** Computes them from the rows and keeps them. */
  static void begin(Session session) throws SQLException {
    write(session, fromRows(session));
  }

  /** Writes sums in the place of what was kept. */
  static void write(Session session, BucketSums sums) throws SQLException {
    PreparedStatement put =
        session.prepare(
            "INSERT OR REPLACE INTO digest (bucket, row_count, high, low) VALUES (?, ?, ?, ?)");
    for (int bucket = 0; bucket < BucketSums.BUCKETS; bucket++) {
      put.setInt(1, bucket);
      put.setLong(2, sums.rows(bucket));
      put.setLong(3, sums.high(bucket));
      put.setLong(4, sums.low(bucket));
      put.executeUpdate();
    }
  }

  /** Adds what some changes have changed. */
  static void add(Session session, BucketSums changed) throws SQLException {
    PreparedStatement select = session.prepare(SELECT + " WHERE bucket = ?");
    PreparedStatement update =
        session.prepare("UPDATE digest SET row_count = ?, high = ?, low = ? WHERE bucket = ?");
    for (int bucket = 0; bucket < BucketSums.BUCKETS; bucket++) {
      if (changed.rows(bucket) != 0 || changed.high(bucket) != 0 || changed.low(bucket) != 0) {
        select.setInt(1, bucket);
        try (ResultSet row = select.executeQuery()) {
          if (!row.next()) {
            throw new SQLException("bucket " + bucket + " has no sum");
          }
          changed.add(bucket, row.getLong(2), row.getLong(3), row.getLong(4));
        }
        update.setLong(1, changed.rows(bucket));
        update.setLong(2, changed.high(bucket));
        update.setLong(3, changed.low(bucket));
        update.setInt(4, bucket);
        update.executeUpdate();
      }
    }
  }

  /** Computes them from every row there is. */
  static BucketSums fromRows(Session session) throws SQLException {
    BucketSums sums = new BucketSums();
    for (ReferenceTable table : ReferenceTable.values()) {
      try (ResultSet row = session.prepare(table.selectAll()).executeQuery()) {
        while (row.next()) {
          sums.add(RowDigest.of(table.table(), table.values(row)));
        }
      }
    }
    return sums;
  }

  /** The rows of a table that lie in some buckets. */
  static List<List<Object>> rowsOf(Session session, ReferenceTable table, IntPredicate buckets)
      throws SQLException {
    List<List<Object>> rows = new ArrayList<>();
    try (ResultSet row = session.prepare(table.selectAll()).executeQuery()) {
      while (row.next()) {
        if (buckets.test(RowDigest.bucketOf(table.table(), row.getString(1)))) {
          rows.add(table.values(row));
        }
      }
    }
    return rows;
  }
}
