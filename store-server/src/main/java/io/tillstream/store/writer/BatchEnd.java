package io.tillstream.store.writer;

import java.sql.SQLException;

/**
 * Looks at what a batch comes to once all its commands are applied and its parts are written, and
 * may add to it: it is a part of the same transaction. The writer's thread only.
 */
@FunctionalInterface
public interface BatchEnd {

  /** Looks at it; what it adds to the batch's parts is written afterwards. */
  void of(Batch batch) throws SQLException;
}
