package io.tillstream.store.downlink;

import io.tillstream.protocol.layer.Entry;
import io.tillstream.protocol.layer.LayeredTable;
import io.tillstream.store.layers.OwnWrites;
import io.tillstream.store.layers.SoldRows;
import io.tillstream.store.writer.Batch;
import io.tillstream.store.writer.Command;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The store sets a setting itself, or takes it away.
 *
 * @param name which
 * @param value null to take it away
 */
record ChangeSetting(String name, String value) implements Command<Boolean> {

  /** Answers whether it is another now. */
  @Override
  public Boolean applyTo(Batch batch) throws SQLException {
    List<String> key = List.of(name);
    Map<String, Entry.Present> before = SoldRows.of(batch, LayeredTable.SETTING, key);
    Optional<Entry.Present> after =
        Optional.ofNullable(value).map(text -> new Entry.Present(List.of(name, text)));
    if (after.equals(Optional.ofNullable(before.get(name)))) {
      return false;
    }
    SoldRows.write(batch, LayeredTable.SETTING, before, Map.of(name, after));
    OwnWrites.note(batch, LayeredTable.SETTING, key);
    return true;
  }
}
