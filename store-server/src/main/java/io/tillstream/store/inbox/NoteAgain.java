package io.tillstream.store.inbox;

import io.tillstream.store.writer.Batch;
import io.tillstream.store.writer.Command;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/**
 * Notes rows that were held back and are no longer what they were held back for.
 *
 * @param rows these
 */
record NoteAgain(List<ForeignRow> rows) implements Command<Integer> {

  private static final String INSERT =
      "INSERT INTO change_inbox (id, entity, row_key, op) VALUES (?, ?, ?, 'again')";

  @Override
  public Integer applyTo(Batch batch) throws SQLException {
    batch.write(
        INSERT,
        rows,
        (insert, row) -> {
          insert.setString(1, UUID.randomUUID().toString());
          insert.setString(2, row.table().toString());
          insert.setString(3, row.key());
        });
    return rows.size();
  }
}
