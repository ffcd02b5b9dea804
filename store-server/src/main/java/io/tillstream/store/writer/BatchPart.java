package io.tillstream.store.writer;

import java.sql.SQLException;

/** What a feature gathers in memory while a batch is put together. One batch, one thread. */
public interface BatchPart {

  /** Writes what was gathered, in few statements, and forgets it; may be called again. */
  void flush() throws SQLException;
}
