package io.tillstream.replica;

import io.tillstream.protocol.download.Cursor;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.wire.ChangePage;
import io.tillstream.protocol.wire.TableChanges;
import io.tillstream.replica.database.Schema;
import io.tillstream.replica.database.SqliteFile;
import io.tillstream.replica.database.StorageFailure;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes in pages of changes. All that is applied stays invisible until a checkpoint commits it, so
 * that a reader never sees a part of what the store did at once (I5); a crash forgets it. One
 * thread applies at a time.
 */
public final class Replica {

  /** Its tables; the last script's number is what the wire calls the replica's schema. */
  public static final Schema SCHEMA =
      new Schema("ref", List.of("V1__replica.sql", "V2__documents_inside.sql", "V3__digest.sql"));

  private final SqliteFile ref;

  /**
   * What readers see.
   *
   * @param cursor the checkpoint
   * @param applied own documents up to this n are inside the stock rows
   * @param at when it was reached
   */
  public record Checkpoint(Cursor cursor, long applied, Instant at) {}

  /** In this file. */
  public Replica(SqliteFile ref) {
    this.ref = ref;
  }

  /** The last checkpoint; empty before the first. */
  public Optional<Checkpoint> checkpoint() {
    return ref.read(
        session -> {
          try (ResultSet row =
              session
                  .prepare("SELECT incarnation, seq, applied, checkpoint_at_millis FROM cursor")
                  .executeQuery()) {
            return row.next()
                ? Optional.of(
                    new Checkpoint(
                        new Cursor(row.getString(1), row.getLong(2)),
                        row.getLong(3),
                        Instant.ofEpochMilli(row.getLong(4))))
                : Optional.empty();
          }
        });
  }

  /** To compare it with the store's, and to put single buckets right. */
  public CompareReplica compare() {
    return new CompareReplica(ref);
  }

  /** Replaces all rows of some buckets at the checkpoint where readers are, and shows it. */
  public void replaceBuckets(BitSet buckets, List<TableChanges> tables) {
    compare().stageBuckets(buckets, tables);
    ref.commit();
  }

  /** How many items readers see. */
  public long items() {
    return ref.read(
        session -> {
          try (ResultSet row = session.prepare("SELECT count(*) FROM item").executeQuery()) {
            return row.getLong(1);
          }
        });
  }

  /** Applies a page that nobody sees yet. */
  public void stage(ChangePage page) {
    ref.stage(
        session -> {
          if (!StoredSums.exist(session)) {
            StoredSums.begin(session);
          }
          ApplyChanges apply = new ApplyChanges(session);
          for (TableChanges changes : page.tables()) {
            Optional<ReferenceTable> table = ReferenceTable.of(changes.table());
            if (table.isPresent()) { // a table of a later version is not for us
              apply.apply(table.get(), changes);
            }
          }
          apply.keepSums();
          return null;
        });
  }

  /** Empties the replica, as invisibly as it fills it: readers keep the old one until then. */
  public void stageEmpty() {
    ref.rollBack();
    ref.stage(
        session -> {
          for (ReferenceTable table : ReferenceTable.values()) {
            session.prepare(table.clear()).executeUpdate();
          }
          session.prepare("DELETE FROM digest").executeUpdate();
          return null;
        });
  }

  /** Shows readers all that was staged, as of this page. */
  public void commitAt(ChangePage checkpoint, Instant now) {
    ref.write(
        session -> {
          PreparedStatement update =
              session.prepare(
                  "INSERT OR REPLACE INTO cursor (only_row, incarnation, seq, applied,"
                      + " checkpoint_at_millis) VALUES (1, ?, ?, ?, ?)");
          update.setString(1, checkpoint.incarnation());
          update.setLong(2, checkpoint.to());
          update.setLong(3, checkpoint.applied());
          update.setLong(4, now.toEpochMilli());
          return update.executeUpdate();
        });
  }

  /**
   * Notes which documents are inside the stock rows, for every stream; seen with the next
   * checkpoint. For a replica that becomes a snapshot.
   */
  public void stageDocumentsInside(Map<DocumentStream, Long> lastOfEach) {
    ref.stage(
        session -> {
          session.prepare("DELETE FROM applied").executeUpdate();
          PreparedStatement insert =
              session.prepare("INSERT INTO applied (terminal, epoch, n) VALUES (?, ?, ?)");
          for (Map.Entry<DocumentStream, Long> stream : lastOfEach.entrySet()) {
            insert.setString(1, stream.getKey().terminal().value());
            insert.setInt(2, stream.getKey().epoch());
            insert.setLong(3, stream.getValue());
            insert.executeUpdate();
          }
          return null;
        });
  }

  /** Notes the same of a terminal's own streams alone; what was noted of others of its stays. */
  public void stageOwnInside(Map<DocumentStream, Long> lastOfEach) {
    ref.stage(
        session -> {
          PreparedStatement put =
              session.prepare(
                  "INSERT OR REPLACE INTO applied (terminal, epoch, n) VALUES (?, ?, ?)");
          for (Map.Entry<DocumentStream, Long> stream : lastOfEach.entrySet()) {
            put.setString(1, stream.getKey().terminal().value());
            put.setInt(2, stream.getKey().epoch());
            put.setLong(3, stream.getValue());
            put.executeUpdate();
          }
          return null;
        });
  }

  /** In a terminal's own replica: by epoch, the last of its documents inside the stock rows. */
  public Map<Integer, Long> ownInside() {
    return ref.read(
        session -> {
          Map<Integer, Long> inside = new HashMap<>();
          try (ResultSet row = session.prepare("SELECT epoch, n FROM applied").executeQuery()) {
            while (row.next()) {
              inside.put(row.getInt(1), row.getLong(2));
            }
          }
          return inside;
        });
  }

  /**
   * The same as of what survives a power cut.
   *
   * @return empty when that cannot be said now
   */
  public Optional<Map<Integer, Long>> ownInsideOnDisk() {
    Map<Integer, Long> inside = ownInside();
    return ref.settle() ? Optional.of(inside) : Optional.empty();
  }

  /**
   * Makes a snapshot this terminal's own: what it holds of this stream's documents becomes what its
   * checkpoint says (I16), what it says of the terminal's earlier epochs stays, and what it says of
   * others is forgotten.
   *
   * @param now when the terminal takes it over
   */
  public void becomeReplicaOf(DocumentStream stream, Instant now) {
    ref.write(
        session -> {
          PreparedStatement own =
              session.prepare(
                  "UPDATE cursor SET checkpoint_at_millis = ?, applied = coalesce("
                      + "(SELECT n FROM applied WHERE terminal = ? AND epoch = ?), 0)");
          own.setLong(1, now.toEpochMilli());
          own.setString(2, stream.terminal().value());
          own.setInt(3, stream.epoch());
          own.executeUpdate();
          PreparedStatement others =
              session.prepare("DELETE FROM applied WHERE terminal <> ? OR epoch > ?");
          others.setString(1, stream.terminal().value());
          others.setInt(2, stream.epoch());
          others.executeUpdate();
          // A stream that it does not name has no document inside.
          PreparedStatement none =
              session.prepare(
                  "INSERT OR IGNORE INTO applied (terminal, epoch, n) VALUES (?, ?, 0)");
          none.setString(1, stream.terminal().value());
          for (int epoch = 1; epoch <= stream.epoch(); epoch++) {
            none.setInt(2, epoch);
            none.executeUpdate();
          }
          return null;
        });
  }

  /**
   * Copies what readers see, whole, into a new file without a write-ahead log, and looks through
   * the copy: it is done here once, so that none of the terminals that take it over needs to, who
   * prove by its hash that they have the same bytes.
   *
   * @throws StorageFailure when the file exists, cannot be written, or is not sound
   */
  public void copyTo(Path file) {
    ref.read(
        session -> {
          PreparedStatement copy = session.prepare("VACUUM INTO ?");
          copy.setString(1, file.toString());
          copy.execute();
          return null;
        });
    ref.requireSound(file);
  }

  /**
   * The terminal begins a new epoch: none of its documents is inside the stock rows, and of the
   * former one's those that were (I16).
   *
   * @param former empty when the terminal is a new one
   */
  public void beginEpochAfter(Optional<DocumentStream> former) {
    ref.write(
        session -> {
          if (former.isPresent()) {
            PreparedStatement keep =
                session.prepare(
                    "INSERT OR IGNORE INTO applied (terminal, epoch, n)"
                        + " SELECT ?, ?, applied FROM cursor");
            keep.setString(1, former.get().terminal().value());
            keep.setInt(2, former.get().epoch());
            keep.executeUpdate();
          } else {
            session.prepare("DELETE FROM applied").executeUpdate();
          }
          return session.prepare("UPDATE cursor SET applied = 0").executeUpdate();
        });
  }

  /** Forgets what was staged since the last checkpoint. */
  public void forgetStaged() {
    ref.rollBack();
  }
}
