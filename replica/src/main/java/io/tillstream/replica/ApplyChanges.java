package io.tillstream.replica;

import io.tillstream.protocol.digest.BucketSums;
import io.tillstream.protocol.digest.RowDigest;
import io.tillstream.protocol.wire.TableChanges;
import io.tillstream.replica.database.Session;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Writes changed rows, and what they change in the sums of their buckets. One transaction. */
final class ApplyChanges {

  private final Session session;
  private final BucketSums changed = new BucketSums();
  private boolean newOnes = true; // whether the last row was a new one

  ApplyChanges(Session session) {
    this.session = session;
  }

  void apply(ReferenceTable table, TableChanges changes) throws SQLException {
    int[] positions = table.positionsIn(changes.columns());
    for (List<Object> row : changes.rows()) {
      List<Object> values = new ArrayList<>(positions.length);
      for (int position : positions) {
        Object value = position < 0 ? null : row.get(position);
        values.add(value instanceof Boolean flag ? (Object) (flag ? 1 : 0) : value);
      }
      put(table, values);
    }
    for (String key : changes.removed()) {
      remove(table, key);
    }
  }

  void remove(ReferenceTable table, String key) throws SQLException {
    forget(table, key);
    PreparedStatement remove = session.prepare(table.remove());
    remove.setString(1, key);
    remove.executeUpdate();
  }

  /** Writes what was changed in the sums. */
  void keepSums() throws SQLException {
    StoredSums.add(session, changed);
  }

  private void put(ReferenceTable table, List<Object> values) throws SQLException {
    // Rows of a kind come together: new ones need no look at what was there before, and changed
    // ones no attempt to write them as new.
    if (!newOnes || write(table.insertNew(), values) == 0) {
      newOnes = !forget(table, String.valueOf(values.get(0)));
      write(table.put(), values);
    }
    changed.add(RowDigest.of(table.table(), values));
  }

  private int write(String sql, List<Object> values) throws SQLException {
    PreparedStatement statement = session.prepare(sql);
    for (int i = 0; i < values.size(); i++) {
      statement.setObject(i + 1, values.get(i));
    }
    return statement.executeUpdate();
  }

  /** Takes a row out of the sums; whether there is one of this key. */
  private boolean forget(ReferenceTable table, String key) throws SQLException {
    PreparedStatement select = session.prepare(table.select());
    select.setString(1, key);
    try (ResultSet row = select.executeQuery()) {
      boolean here = row.next();
      if (here) {
        changed.subtract(RowDigest.of(table.table(), table.values(row)));
      }
      return here;
    }
  }
}
