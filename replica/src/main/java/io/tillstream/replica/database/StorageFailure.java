package io.tillstream.replica.database;

import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;

/** A database of this terminal could not do what it was asked; the transaction left no trace. */
public final class StorageFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean diskFull;
  private final boolean damaged;

  /** Wraps what the driver said. */
  public StorageFailure(SQLException cause) {
    super(cause.getMessage(), cause);
    // The low byte is the primary code; the rest says where it happened.
    int code = cause.getErrorCode() & 0xff;
    diskFull = code == SQLiteErrorCode.SQLITE_FULL.code;
    damaged =
        code == SQLiteErrorCode.SQLITE_CORRUPT.code || code == SQLiteErrorCode.SQLITE_NOTADB.code;
  }

  /** Says in words what it could not do. */
  public StorageFailure(String words) {
    super(words);
    diskFull = false;
    damaged = false;
  }

  /** Whether there was no room on the disk, which can be mended, rather than a fault. */
  public boolean isDiskFull() {
    return diskFull;
  }

  /** Whether the file is not what SQLite wrote, and never will be again. */
  public boolean isDamaged() {
    return damaged;
  }
}
