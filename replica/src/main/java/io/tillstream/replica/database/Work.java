package io.tillstream.replica.database;

import java.sql.SQLException;

/** Statements that belong together. */
@FunctionalInterface
public interface Work<T> {

  /** Runs them. */
  T on(Session session) throws SQLException;
}
