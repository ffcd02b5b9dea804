package io.tillstream.store.writer;

import java.sql.SQLException;
import java.sql.SQLTransientException;

/**
 * Tells what a command is to blame for from what the database is to blame for. Only the former may
 * park a document: a disk that is full must not make a sale unbookable.
 */
final class CommandFault {

  private CommandFault() {}

  static boolean isOne(Exception e) {
    Throwable cause = e;
    while (cause != null && !(cause instanceof SQLException)) {
      cause = cause.getCause();
    }
    if (!(cause instanceof SQLException sql)) {
      return true; // our own code stumbled over what it was given
    }
    if (sql instanceof SQLTransientException || sql.getSQLState() == null) {
      return false;
    }
    String state = sql.getSQLState();
    // 22 data, 23 constraint; S0 is what SQL Server's driver says of other faults of one statement.
    return state.startsWith("22") || state.startsWith("23") || state.startsWith("S0");
  }
}
