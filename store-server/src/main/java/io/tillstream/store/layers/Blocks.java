package io.tillstream.store.layers;

import io.tillstream.protocol.layer.Entry;
import io.tillstream.protocol.layer.Layer;
import io.tillstream.protocol.layer.Owner;
import io.tillstream.store.writer.Batch;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Items that are blocked: nobody is to sell them, and what is sold of them all the same is booked.
 * As long as no item ever was, nothing is read. The writer's thread only.
 */
public final class Blocks {

  private static final String IS_ANY = "SELECT COUNT(*) FROM item_block";
  private static final String SELECT =
      "SELECT item, from_seq, from_millis, until_seq, until_millis, layer, description, tax_code,"
          + " stocked FROM item_block WHERE item IN "
          + Batch.KEYS;
  private static final String INSERT =
      "INSERT INTO item_block (layer, description, tax_code, stocked, from_millis, item, from_seq)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?)";
  private static final String STANDS =
      "UPDATE item_block SET layer = ?, until_seq = NULL, until_millis = NULL"
          + " WHERE item = ? AND from_seq = ?";
  private static final String ENDS =
      "UPDATE item_block SET until_seq = ?, until_millis = ? WHERE item = ? AND from_seq = ?";

  /** Whether an item ever was blocked; only the writer blocks any. */
  private Boolean isAny;

  private Blocks() {}

  /**
   * What counts of an item now.
   *
   * @param layer whose word it is that nobody is to sell it; empty when nobody says so
   * @param row the item as far as it is known
   */
  public record Word(Optional<Layer> layer, Optional<Entry.Present> row) {

    /** Of an item's owner. */
    public static Word of(Optional<Owner> owner, Optional<Entry.Present> row) {
      return new Word(owner.filter(Owner::withheld).map(Owner::layer), row);
    }
  }

  /** Those of these items that are blocked, as this batch sees it. */
  public static Map<String, Block> standing(Batch batch, Collection<String> items)
      throws SQLException {
    Map<String, Block> standing = new HashMap<>();
    for (Block block : of(batch, items)) {
      if (block.stands()) {
        standing.put(block.item(), block);
      }
    }
    return standing;
  }

  /**
   * Begins and ends blocks, after the rows themselves were written.
   *
   * @return the items whose block begins: what is sold of them can be booked from now on
   */
  public static Set<String> note(Batch batch, Map<String, Word> words) throws SQLException {
    Set<String> begun = new HashSet<>();
    if (!isAny(batch) && words.values().stream().allMatch(word -> word.layer().isEmpty())) {
      return begun;
    }
    Map<String, Block> latest = new HashMap<>();
    for (Block block : of(batch, words.keySet())) {
      latest.merge(block.item(), block, (one, two) -> one.fromSeq() > two.fromSeq() ? one : two);
    }
    List<Block> fresh = new ArrayList<>();
    List<Block> stands = new ArrayList<>();
    List<Block> ends = new ArrayList<>();
    words.forEach(
        (item, word) -> {
          Optional<Block> last = Optional.ofNullable(latest.get(item));
          if (word.layer().isEmpty()) {
            last.filter(Block::stands).ifPresent(ends::add);
            return;
          }
          Layer layer = word.layer().get();
          if (last.isPresent() && (last.get().stands() || last.get().fromSeq() == batch.seq())) {
            stands.add(last.get().standing(layer));
            return;
          }
          // Of what nobody ever had there is nothing to keep: it is as unknown as before.
          word.row()
              .or(() -> last.map(Block::row))
              .ifPresent(row -> fresh.add(Block.begins(batch.seq(), batch.atMillis(), layer, row)));
        });
    batch.write(INSERT, fresh, Blocks::bind);
    batch.write(
        STANDS,
        stands,
        (update, block) -> {
          update.setString(1, block.layer().toString());
          update.setString(2, block.item());
          update.setLong(3, block.fromSeq());
        });
    batch.write(
        ENDS,
        ends,
        (update, block) -> {
          update.setLong(1, batch.seq());
          update.setLong(2, batch.atMillis());
          update.setString(3, block.item());
          update.setLong(4, block.fromSeq());
        });
    fresh.forEach(block -> begun.add(block.item()));
    if (!begun.isEmpty()) {
      batch.memory(Blocks.class, Blocks::new).isAny = true;
    }
    return begun;
  }

  private static boolean isAny(Batch batch) throws SQLException {
    Blocks blocks = batch.memory(Blocks.class, Blocks::new);
    if (blocks.isAny == null) {
      try (ResultSet row = batch.prepare(IS_ANY).executeQuery()) {
        row.next();
        blocks.isAny = row.getLong(1) > 0;
      }
    }
    return blocks.isAny;
  }

  /** Every block that these items ever had, in no order. */
  public static List<Block> of(Batch batch, Collection<String> items) throws SQLException {
    List<Block> blocks = new ArrayList<>();
    if (!items.isEmpty() && isAny(batch)) {
      batch.select(SELECT, items, row -> blocks.add(Block.read(row)));
    }
    return blocks;
  }

  private static void bind(PreparedStatement insert, Block block) throws SQLException {
    insert.setString(1, block.layer().toString());
    insert.setString(2, block.description());
    insert.setString(3, block.taxCode());
    insert.setBoolean(4, block.stocked());
    insert.setLong(5, block.fromMillis());
    insert.setString(6, block.item());
    insert.setLong(7, block.fromSeq());
  }
}
