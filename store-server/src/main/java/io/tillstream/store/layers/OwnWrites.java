package io.tillstream.store.layers;

import io.tillstream.protocol.layer.Entry;
import io.tillstream.protocol.layer.LayeredTable;
import io.tillstream.protocol.layer.Owner;
import io.tillstream.protocol.layer.Settled;
import io.tillstream.store.writer.Batch;
import io.tillstream.store.writer.BatchPart;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rows that the store itself has written or removed in a batch, whoever of its people or
 * programs did: they are its own word from now on, over head office's.
 */
public final class OwnWrites implements BatchPart {

  private final Batch batch;
  private final Map<LayeredTable, Set<String>> written = new EnumMap<>(LayeredTable.class);

  private OwnWrites(Batch batch) {
    this.batch = batch;
  }

  /** Notes that these rows were written, or removed, or are about to be in this batch. */
  public static void note(Batch batch, LayeredTable table, Collection<String> keys)
      throws SQLException {
    if (!keys.isEmpty() && Followed.isAny(batch)) {
      batch
          .part(OwnWrites.class, OwnWrites::new)
          .written
          .computeIfAbsent(table, each -> new LinkedHashSet<>())
          .addAll(keys);
    }
  }

  /**
   * Notes whose word rows are that were written earlier in this batch, before they are looked at.
   */
  public static void settle(Batch batch) throws SQLException {
    batch.part(OwnWrites.class, OwnWrites::new).flush();
  }

  @Override
  public void flush() throws SQLException {
    Set<String> keys = new HashSet<>();
    written.values().forEach(keys::addAll);
    if (keys.isEmpty()) {
      return;
    }
    SaidRows said = SaidRows.of(batch, keys);
    Owners owners = Owners.of(batch, keys);
    for (Map.Entry<LayeredTable, Set<String>> table : written.entrySet()) {
      settle(table.getKey(), table.getValue(), said, owners);
    }
    owners.write();
    written.clear();
  }

  private void settle(LayeredTable table, Set<String> keys, SaidRows said, Owners owners)
      throws SQLException {
    Map<String, Entry.Present> rows = SoldRows.of(batch, table, keys);
    Set<String> sold = ItemsOf.sold(batch, table, keys, rows, said);
    Map<String, Blocks.Word> words = new HashMap<>();
    for (String key : keys) {
      Optional<Entry.Present> row = Optional.ofNullable(rows.get(key));
      boolean isOfNoItem =
          ItemsOf.item(table, key, row, said).filter(item -> !sold.contains(item)).isPresent();
      // What went with its item is not blocked by itself: with the item it comes back.
      Optional<Owner> owner =
          isOfNoItem ? Optional.empty() : Settled.written(row, said.of(table, key)).owner();
      owners.put(table, key, owner);
      if (table == LayeredTable.ITEM) {
        words.put(key, Blocks.Word.of(owner, said.known(table, key)));
      }
    }
    Blocks.note(batch, words);
  }
}
