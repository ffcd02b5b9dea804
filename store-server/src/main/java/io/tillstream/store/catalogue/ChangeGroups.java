package io.tillstream.store.catalogue;

import io.tillstream.store.writer.Batch;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Brings the groups of items to what is asked for. They are the store's own affair: nothing of them
 * is logged, because no terminal is told. The writer's thread only.
 */
final class ChangeGroups {

  private static final String SELECT =
      "SELECT item, item_group FROM item_group WHERE item IN " + Batch.KEYS;
  private static final String DELETE = "DELETE FROM item_group WHERE item = ?";
  private static final String INSERT = "INSERT INTO item_group (item, item_group) VALUES (?, ?)";

  private ChangeGroups() {}

  /** Returns the items that are of another group now. */
  static Set<String> apply(Batch batch, List<ItemChange> items) throws SQLException {
    Map<String, String> held = new HashMap<>();
    batch.select(
        SELECT,
        items.stream().map(ItemChange::item).toList(),
        row -> held.put(row.getString(1), row.getString(2)));
    List<ItemChange> other =
        items.stream()
            .filter(change -> !Objects.equals(change.group(), held.get(change.item())))
            .toList();
    batch.write(
        DELETE,
        other.stream().map(ItemChange::item).filter(held::containsKey).toList(),
        (delete, item) -> delete.setString(1, item));
    batch.write(
        INSERT,
        other.stream().filter(change -> change.group() != null).toList(),
        (insert, change) -> {
          insert.setString(1, change.item());
          insert.setString(2, change.group());
        });
    Set<String> changed = new HashSet<>();
    other.forEach(change -> changed.add(change.item()));
    return changed;
  }
}
