package io.tillstream.store.writer;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;

/**
 * Tells what a command is to blame for from what the database is to blame for. Only the former may
 * park a document: a disk that is full must not make a sale unbookable.
 */
final class CommandFault {

  /**
   * What SQL Server says of values that do not fit. Its driver gives nearly every fault the same
   * kind of SQLSTATE, a full disk and a missing lock too, so only the number tells.
   */
  private static final Set<Integer> SQL_SERVER_NUMBERS =
      Set.of(220, 245, 515, 547, 2601, 2627, 2628, 8115, 8152);

  /** Lock not granted in time, deadlock, row changed meanwhile: H2's numbers, then SQL Server's. */
  private static final Set<Integer> CONTENTION = Set.of(50200, 40001, 90131, 1222, 1205, 3960);

  private CommandFault() {}

  /** Whether another program was in the way; the commands that need nothing of it may go on. */
  static boolean isContention(Exception e) {
    return cause(e) instanceof SQLException sql && CONTENTION.contains(sql.getErrorCode());
  }

  private static Throwable cause(Exception e) {
    Throwable cause = e;
    while (cause != null && !(cause instanceof SQLException)) {
      cause = cause.getCause();
    }
    return cause;
  }

  static boolean isOne(Exception e) {
    if (!(cause(e) instanceof SQLException sql)) {
      return true; // our own code stumbled over what it was given
    }
    if (sql instanceof SQLTransientException || sql.getSQLState() == null) {
      return false;
    }
    String state = sql.getSQLState();
    return state.startsWith("22") // data
        || state.startsWith("23") // constraint
        || SQL_SERVER_NUMBERS.contains(sql.getErrorCode());
  }
}
