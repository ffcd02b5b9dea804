package io.tillstream.replica;

import io.tillstream.protocol.digest.BucketSums;
import io.tillstream.protocol.digest.RowDigest;
import io.tillstream.protocol.download.Cursor;
import io.tillstream.protocol.wire.TableChanges;
import io.tillstream.replica.database.Session;
import io.tillstream.replica.database.SqliteFile;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Says what a replica holds, in sums, and puts single buckets right. Thread-safe; what is written
 * is staged, as pages are.
 */
public final class CompareReplica {

  private final SqliteFile ref;

  /** Of this file. */
  public CompareReplica(SqliteFile ref) {
    this.ref = ref;
  }

  /**
   * The sums at a checkpoint.
   *
   * @param at the checkpoint; at the start before the first
   */
  public record Summed(Cursor at, BucketSums sums) {}

  /** The sums as they are kept: cheap, and blind to a row that was changed behind them. */
  public Summed kept() {
    return atOneCheckpoint(
        session ->
            StoredSums.exist(session) ? StoredSums.read(session) : StoredSums.fromRows(session));
  }

  /** The sums computed from every row: some seconds for a million items. */
  public Summed fromRows() {
    return atOneCheckpoint(StoredSums::fromRows);
  }

  /** All rows of some buckets, table by table. */
  public List<TableChanges> rowsOf(BitSet buckets) {
    return ref.read(
        session ->
            inSnapshot(
                session,
                () -> {
                  List<TableChanges> tables = new ArrayList<>();
                  for (ReferenceTable table : ReferenceTable.values()) {
                    tables.add(
                        new TableChanges(
                            table.table(),
                            table.wireColumns(),
                            StoredSums.rowsOf(session, table, buckets::get),
                            List.of()));
                  }
                  return tables;
                }));
  }

  /**
   * A value of which two replicas hold another.
   *
   * @param here null when there is no such row here, or nothing in it
   * @param there the same there
   */
  public record Difference(String table, String key, String column, String here, String there) {}

  /**
   * What rows of some buckets differ from others.
   *
   * @param theirs all rows that are there in these buckets; a row of another bucket is left out
   * @param max most that are wanted
   */
  public List<Difference> differences(BitSet buckets, List<TableChanges> theirs, int max) {
    List<Difference> differences = new ArrayList<>();
    for (TableChanges own : rowsOf(buckets)) {
      ReferenceTable table = ReferenceTable.of(own.table()).orElseThrow();
      Map<String, List<String>> there = new TreeMap<>();
      theirs.stream()
          .filter(other -> other.table().equals(own.table()))
          .map(other -> only(table, buckets, other))
          .forEach(other -> texts(table, other, there));
      Map<String, List<String>> here = new TreeMap<>();
      texts(table, own, here);
      Set<String> keys = new TreeSet<>(here.keySet());
      keys.addAll(there.keySet());
      for (String key : keys) {
        List<String> ours = here.get(key);
        List<String> others = there.get(key);
        for (int i = 1; i < table.wireColumns().size(); i++) {
          String value = ours == null ? null : ours.get(i);
          String other = others == null ? null : others.get(i);
          if (!Objects.equals(value, other)) {
            if (differences.size() == max) {
              return differences;
            }
            differences.add(
                new Difference(own.table(), key, table.wireColumns().get(i), value, other));
          }
        }
      }
    }
    return differences;
  }

  private static void texts(
      ReferenceTable table, TableChanges changes, Map<String, List<String>> byKey) {
    int[] positions = table.positionsIn(changes.columns());
    for (List<Object> row : changes.rows()) {
      List<String> values = new ArrayList<>();
      for (int position : positions) {
        values.add(text(position < 0 ? null : row.get(position)));
      }
      byKey.put(values.get(0), values);
    }
  }

  private static String text(Object value) {
    return switch (value) {
      case null -> null;
      case Boolean flag -> flag ? "1" : "0"; // as it is kept
      default -> value.toString();
    };
  }

  /**
   * Replaces the rows of some buckets, and the sums of these by what their rows say; seen at the
   * next checkpoint.
   *
   * @param tables all rows that are to be in these buckets; a row of another bucket is left out
   */
  public void stageBuckets(BitSet buckets, List<TableChanges> tables) {
    ref.stage(
        session -> {
          ApplyChanges changes = new ApplyChanges(session);
          for (ReferenceTable table : ReferenceTable.values()) {
            for (List<Object> row : StoredSums.rowsOf(session, table, buckets::get)) {
              changes.remove(table, String.valueOf(row.get(0)));
            }
          }
          for (TableChanges table : tables) {
            ReferenceTable ours = ReferenceTable.of(table.table()).orElse(null);
            if (ours != null) {
              changes.apply(ours, only(ours, buckets, table));
            }
          }
          // The sums were blind to whatever was wrong here, so they are not corrected but made
          // anew.
          BucketSums kept = StoredSums.read(session);
          BucketSums right = StoredSums.fromRows(session);
          BitSet wrong = kept.differsFrom(right);
          wrong.and(buckets);
          BucketSums difference = new BucketSums();
          wrong.stream().forEach(bucket -> replace(difference, kept, right, bucket));
          StoredSums.add(session, difference);
          return null;
        });
  }

  private static void replace(BucketSums sums, BucketSums from, BucketSums to, int bucket) {
    sums.subtract(bucket, from.rows(bucket), from.high(bucket), from.low(bucket));
    sums.add(bucket, to.rows(bucket), to.high(bucket), to.low(bucket));
  }

  private static TableChanges only(ReferenceTable ours, BitSet buckets, TableChanges table) {
    int key = table.columns().indexOf(ours.wireColumns().get(0));
    return new TableChanges(
        table.table(),
        table.columns(),
        table.rows().stream()
            .filter(row -> buckets.get(RowDigest.bucketOf(ours.table(), (String) row.get(key))))
            .toList(),
        List.of());
  }

  private Summed atOneCheckpoint(Sum sum) {
    return ref.read(
        session -> inSnapshot(session, () -> new Summed(cursor(session), sum.of(session))));
  }

  private static Cursor cursor(Session session) throws SQLException {
    try (ResultSet row = session.prepare("SELECT incarnation, seq FROM cursor").executeQuery()) {
      return row.next() ? new Cursor(row.getString(1), row.getLong(2)) : Cursor.START;
    }
  }

  /** Several statements that see the same commit. */
  private static <T> T inSnapshot(Session session, Look<T> look) throws SQLException {
    session.prepare("BEGIN").execute();
    try {
      return look.look();
    } finally {
      session.prepare("COMMIT").execute();
    }
  }

  private interface Sum {
    BucketSums of(Session session) throws SQLException;
  }

  private interface Look<T> {
    T look() throws SQLException;
  }
}
