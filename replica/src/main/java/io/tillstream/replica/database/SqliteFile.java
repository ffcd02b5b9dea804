package io.tillstream.replica.database;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.sqlite.SQLiteConfig;

/**
 * A database file: one connection that writes, behind a lock, and a few that read. SQLite allows no
 * more than one writer anyway; the lock queues them in memory instead of in its busy handler.
 * Thread-safe.
 *
 * <p>Threads that use it must not be interrupted: nothing here waits for the network.
 */
public final class SqliteFile implements AutoCloseable {

  private static final Duration READS_AWAITED = Duration.ofSeconds(5);

  private final ReentrantLock writing = new ReentrantLock();
  private final OpenSqlite opening;
  private Session writer;
  private final Readers readers;
  private boolean inTransaction;
  private boolean mustUndo; // an undoing that failed itself is repeated before anything else
  private boolean closed;

  private SqliteFile(OpenSqlite opening, List<Session> sessions) {
    this.opening = opening;
    writer = sessions.get(0);
    readers = new Readers(sessions.subList(1, sessions.size()));
  }

  /** What survives when the power goes. */
  public enum Durability {
    /** Every commit is on disk before it returns. */
    EACH_COMMIT(SQLiteConfig.SynchronousMode.FULL),
    /** The file stays sound, the last commits may be gone: for what can be fetched again. */
    SOUND_FILE(SQLiteConfig.SynchronousMode.NORMAL);

    private final SQLiteConfig.SynchronousMode mode;

    Durability(SQLiteConfig.SynchronousMode mode) {
      this.mode = mode;
    }
  }

  /**
   * Opens the file, makes it if it is missing, and brings its schema to this program's version.
   *
   * @throws NewerSchema when a later version of the program has changed it
   * @throws StorageFailure when it cannot be opened
   */
  public static SqliteFile open(Path file, Schema schema, Durability durability, int readers) {
    OpenSqlite opening = new OpenSqlite(file, schema, durability.mode, readers + 1);
    return new SqliteFile(opening, opening.sessions());
  }

  /**
   * Closes every connection, lets another file take this one's place, and opens that. Reads and
   * writes meanwhile wait for it: each sees the old file or the new one, whole. What was staged is
   * forgotten.
   *
   * @param step what replaces the file while nobody has it open; whatever it leaves is opened
   * @throws StorageFailure when there is nothing that can be opened now; every later use fails
   *     until this is called again
   */
  public void exchange(Runnable step) {
    writing.lock();
    try {
      if (closed) {
        throw new StorageFailure("the database is closed");
      }
      rollBack();
      readers.exchange(
          () -> {
            closeWriter();
            step.run();
            List<Session> sessions = opening.sessions();
            writer = sessions.get(0);
            return sessions.subList(1, sessions.size());
          });
    } finally {
      writing.unlock();
    }
  }

  /**
   * Looks through the whole file; a millisecond for each megabyte or so.
   *
   * @throws StorageFailure when it is damaged
   */
  public void requireSound() {
    requireOk(read(session -> found(session, "PRAGMA quick_check(1)")));
  }

  /**
   * Looks through another file, which nobody has open and which stays as it is.
   *
   * @throws StorageFailure when it is damaged
   */
  public void requireSound(Path other) {
    requireOk(
        read(
            session -> {
              PreparedStatement attach = session.prepare("ATTACH ? AS other");
              attach.setString(1, other.toString());
              attach.execute();
              try {
                return found(session, "PRAGMA other.quick_check(1)");
              } finally {
                session.prepare("DETACH other").execute();
              }
            }));
  }

  private static String found(Session session, String check) throws SQLException {
    try (ResultSet row = session.prepare(check).executeQuery()) {
      return row.getString(1);
    }
  }

  private static void requireOk(String found) {
    if (!"ok".equals(found)) {
      throw new StorageFailure("the file is damaged");
    }
  }

  /**
   * Reads, outside any transaction: each statement sees one commit, whole.
   *
   * @throws StorageFailure when it cannot be read, or was closed
   */
  public <T> T read(Work<T> work) {
    return readers.read(work);
  }

  /** Writes in one transaction, which is committed when this returns and never was if it throws. */
  public <T> T write(Work<T> work) {
    return locked(
        session -> {
          T result = begun(session, work);
          end(session, "COMMIT");
          return result;
        });
  }

  /** Writes without committing; {@link #commit} or {@link #rollBack} follows, from any thread. */
  public <T> T stage(Work<T> work) {
    return locked(session -> begun(session, work));
  }

  /** Keeps other writers out for as long as this takes, over several transactions or none. */
  public <T> T exclusively(Supplier<T> steps) {
    writing.lock();
    try {
      return steps.get();
    } finally {
      writing.unlock();
    }
  }

  /** Makes visible what was staged. */
  public void commit() {
    write(session -> null);
  }

  /**
   * Brings to the disk all that was committed before, also where commits are not synced one by one.
   *
   * @return false when it could not be: something is staged, or a read is under way
   */
  public boolean settle() {
    return locked(
        session -> {
          if (inTransaction) {
            return false;
          }
          try (ResultSet row = session.prepare("PRAGMA wal_checkpoint(PASSIVE)").executeQuery()) {
            // Not busy, and as many frames written into the file as there are in the log.
            return row.next() && row.getInt(1) == 0 && row.getLong(2) == row.getLong(3);
          }
        });
  }

  /** Forgets what was staged. */
  public void rollBack() {
    locked(
        session -> {
          undo();
          return null;
        });
  }

  private <T> T locked(Work<T> work) {
    writing.lock();
    boolean done = false;
    try {
      if (mustUndo) {
        undo();
      }
      T result = work.on(writer);
      done = true;
      return result;
    } catch (SQLException e) {
      writer.discardStatements();
      throw new StorageFailure(e);
    } finally {
      try {
        if (!done) { // whatever was thrown: also when the memory or the stack was exhausted
          mustUndo = true;
          undo();
        }
      } finally {
        writing.unlock();
      }
    }
  }

  private <T> T begun(Session session, Work<T> work) throws SQLException {
    // By hand: the driver's own transactions begin the next one at once and hold the lock for ever.
    if (!inTransaction) {
      inTransaction = true; // before it is: what breaks in between is undone too
      session.prepare("BEGIN IMMEDIATE").execute();
    }
    return work.on(session);
  }

  private void end(Session session, String how) throws SQLException {
    session.prepare(how).execute();
    inTransaction = false;
  }

  private void undo() {
    if (inTransaction) {
      try {
        end(writer, "ROLLBACK");
      } catch (SQLException alreadyRolledBack) {
        // A full disk rolls back by itself; what made us come here is what the caller is told.
        writer.discardStatements();
        inTransaction = false;
      }
    }
    mustUndo = false;
  }

  /**
   * Closes every connection, after a wait for the reads under way; the last one closed empties the
   * write-ahead log into the file. Whatever is asked of it afterwards fails.
   */
  @Override
  public void close() {
    writing.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      rollBack();
      readers.close(READS_AWAITED);
      closeWriter();
    } finally {
      writing.unlock();
    }
  }

  private void closeWriter() {
    try {
      writer.close();
    } catch (SQLException e) {
      throw new StorageFailure(e);
    }
  }
}
