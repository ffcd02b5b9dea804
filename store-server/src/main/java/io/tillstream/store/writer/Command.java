package io.tillstream.store.writer;

import java.sql.SQLException;

/**
 * A change to the books. Runs on the writer's thread inside a transaction that it shares with
 * others, and may run again in another one if that is rolled back: it keeps no state of its own.
 *
 * @param <A> what the caller is told once the change is durable; refusals are answers too
 */
public interface Command<A> {

  /**
   * Decides and applies.
   *
   * @throws SQLException when the database fails; a refusal is an answer instead
   */
  A applyTo(Batch batch) throws SQLException;

  /** How much of a batch it takes up, in documents; what is quick weighs 1. */
  default int weight() {
    return 1;
  }
}
