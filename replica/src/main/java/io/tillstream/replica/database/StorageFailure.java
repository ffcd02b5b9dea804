package io.tillstream.replica.database;

import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;

/** A database of this terminal could not do what it was asked; the transaction left no trace. */
public final class StorageFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean diskFull;

  /** Wraps what the driver said. */
  public StorageFailure(SQLException cause) {
    super(cause.getMessage(), cause);
    // The low byte is the primary code; the rest says where it happened.
    diskFull = (cause.getErrorCode() & 0xff) == SQLiteErrorCode.SQLITE_FULL.code;
  }

  StorageFailure(String words) {
    super(words);
    diskFull = false;
  }

  /** Whether there was no room on the disk, which can be mended, rather than a fault. */
  public boolean isDiskFull() {
    return diskFull;
  }
}
