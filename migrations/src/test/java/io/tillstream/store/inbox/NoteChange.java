package io.tillstream.store.inbox;

import java.sql.Connection;
import org.h2.api.Trigger;

/**
 * Stands in for the store server's trigger, which is not on this module's class path: here only its
 * name in the scripts matters. What it notes is tested where it lives.
 */
public final class NoteChange implements Trigger {

  /** Called by H2. */
  public NoteChange() {}

  @Override
  public void fire(Connection connection, Object[] before, Object[] after) {
    // Nothing is noted.
  }
}
