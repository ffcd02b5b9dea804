package io.tillstream.store.inbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.h2.api.Trigger;

/**
 * The trigger of H2, named in db/h2/store; on SQL Server it is written in T-SQL. Runs in the
 * transaction and the thread of whoever changes a row: a row without its note, or a note without
 * its row, cannot be committed. Every watched table has its key first.
 */
public final class NoteChange implements Trigger {

  private static final String IS_OWN = "SELECT @tillstream_writer";
  private static final String INSERT =
      "INSERT INTO %s.change_inbox (id, entity, row_key, op) VALUES (?, ?, ?, ?)";

  /**
   * Marks rise, so that the notes of one statement lie side by side in their table and a portion of
   * them is deleted from few pages instead of from one page each. Nothing is read in their order.
   */
  private static final AtomicLong NEXT = new AtomicLong(ThreadLocalRandom.current().nextLong());

  private String insert;
  private String entity;

  /** Called by H2. */
  public NoteChange() {}

  @Override
  public void init(
      Connection connection,
      String schema,
      String trigger,
      String table,
      boolean before,
      int type) {
    // Another program need not have the schema on its path.
    insert = INSERT.formatted(schema);
    entity = table.toLowerCase(Locale.ROOT);
  }

  @Override
  public void fire(Connection connection, Object[] before, Object[] after) throws SQLException {
    if (isOwn(connection)) {
      return;
    }
    if (before == null) {
      note(connection, after[0], "insert");
    } else if (after == null) {
      note(connection, before[0], "delete");
    } else if (Objects.equals(before[0], after[0])) {
      note(connection, after[0], "update");
    } else {
      note(connection, before[0], "delete");
      note(connection, after[0], "insert");
    }
  }

  private static boolean isOwn(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(IS_OWN);
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getInt(1) == 1;
    }
  }

  private void note(Connection connection, Object key, String op) throws SQLException {
    try (PreparedStatement note = connection.prepareStatement(insert)) {
      note.setObject(1, new UUID(NEXT.getAndIncrement(), ThreadLocalRandom.current().nextLong()));
      note.setString(2, entity);
      note.setString(3, (String) key);
      note.setString(4, op);
      note.executeUpdate();
    }
  }
}
