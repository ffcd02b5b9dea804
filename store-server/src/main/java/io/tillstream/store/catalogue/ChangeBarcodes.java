package io.tillstream.store.catalogue;

import io.tillstream.protocol.layer.LayeredTable;
import io.tillstream.store.changelog.Entity;
import io.tillstream.store.changelog.Image;
import io.tillstream.store.layers.OwnWrites;
import io.tillstream.store.writer.Batch;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Brings barcodes to what is asked for: an item has those it is given and no others, and a barcode
 * that another item had moves over. The writer's thread only.
 */
final class ChangeBarcodes {

  private static final String SELECT_BY_ITEM =
      "SELECT barcode, item FROM barcode WHERE item IN " + Batch.KEYS;
  private static final String SELECT_BY_BARCODE =
      "SELECT barcode, item FROM barcode WHERE barcode IN " + Batch.KEYS;
  private static final String INSERT = "INSERT INTO barcode (item, barcode) VALUES (?, ?)";
  private static final String UPDATE = "UPDATE barcode SET item = ? WHERE barcode = ?";
  private static final String DELETE = "DELETE FROM barcode WHERE barcode = ?";

  private ChangeBarcodes() {}

  /** Returns the items that have other barcodes now. */
  static Set<String> apply(Batch batch, List<ItemChange> items) throws SQLException {
    Map<String, String> wanted = new TreeMap<>();
    items.forEach(change -> change.barcodes().forEach(code -> wanted.put(code, change.item())));
    Map<String, String> held = new HashMap<>();
    batch.select(
        SELECT_BY_ITEM,
        items.stream().map(ItemChange::item).toList(),
        row -> held.put(row.getString(1), row.getString(2)));
    batch.select(
        SELECT_BY_BARCODE, wanted.keySet(), row -> held.put(row.getString(1), row.getString(2)));
    Set<String> changed = new HashSet<>();
    drop(batch, new TreeMap<>(held), wanted, changed);
    assign(batch, held, wanted, changed);
    return changed;
  }

  private static void drop(
      Batch batch, Map<String, String> held, Map<String, String> wanted, Set<String> changed)
      throws SQLException {
    held.keySet().removeAll(wanted.keySet());
    changed.addAll(held.values());
    held.keySet().forEach(barcode -> batch.remove(Entity.BARCODE, barcode));
    OwnWrites.note(batch, LayeredTable.BARCODE, held.keySet());
    batch.write(DELETE, held.keySet(), (delete, barcode) -> delete.setString(1, barcode));
  }

  private static void assign(
      Batch batch, Map<String, String> held, Map<String, String> wanted, Set<String> changed)
      throws SQLException {
    List<Map.Entry<String, String>> fresh = new ArrayList<>();
    List<Map.Entry<String, String>> other = new ArrayList<>();
    for (Map.Entry<String, String> want : wanted.entrySet()) {
      String before = held.get(want.getKey());
      if (want.getValue().equals(before)) {
        continue;
      }
      changed.add(want.getValue());
      (before == null ? fresh : other).add(want);
      batch.put(Entity.BARCODE, want.getKey(), Image.of(want.getKey(), want.getValue()));
      OwnWrites.note(batch, LayeredTable.BARCODE, List.of(want.getKey()));
    }
    for (var assignment : Map.of(INSERT, fresh, UPDATE, other).entrySet()) {
      batch.write(
          assignment.getKey(),
          assignment.getValue(),
          (statement, row) -> {
            statement.setString(1, row.getValue());
            statement.setString(2, row.getKey());
          });
    }
  }
}
