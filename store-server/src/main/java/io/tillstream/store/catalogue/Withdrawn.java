package io.tillstream.store.catalogue;

import io.tillstream.protocol.layer.Layer;
import io.tillstream.store.layers.Block;
import io.tillstream.store.layers.Blocks;
import io.tillstream.store.writer.Batch;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The items that are not for sale any more, remembered by the writer so that looking at a sale's
 * lines costs no read. The writer's thread only.
 */
public final class Withdrawn {

  // A till may be cut off for 30 days (I19) and sell by what it knew then; three times that.
  private static final Duration REMEMBERED = Duration.ofDays(90);

  private static final String SELECT = "SELECT item, seq, at_millis, by_whom FROM withdrawn_item";
  private static final String FORGET = "DELETE FROM withdrawn_item WHERE at_millis < ?";
  private static final String INSERT =
      "INSERT INTO withdrawn_item (item, seq, at_millis, by_whom) VALUES (?, ?, ?, ?)";
  private static final String DELETE = "DELETE FROM withdrawn_item WHERE item = ?";
  private static final String THE_STORE = "the store";

  private final Map<String, Since> items = new HashMap<>();
  private boolean isRead;

  private Withdrawn() {}

  /**
   * Since when an item is not for sale.
   *
   * @param seq the change that took it out, or a later one of the same batch
   * @param at by the store's clock
   * @param by whose word it was
   */
  public record Since(long seq, Instant at, String by) {}

  /** As the writer remembers them. */
  public static Withdrawn of(Batch batch) throws SQLException {
    Withdrawn withdrawn = batch.memory(Withdrawn.class, Withdrawn::new);
    if (!withdrawn.isRead) {
      withdrawn.read(batch);
    }
    return withdrawn;
  }

  /** Whether everything that was ever sold is for sale. */
  public boolean isEmpty() {
    return items.isEmpty();
  }

  /** Since when; empty when it is for sale, or never was. */
  public Optional<Since> since(String item) {
    return Optional.ofNullable(items.get(item));
  }

  /**
   * Heeds what a batch has done to items.
   *
   * @return those that are for sale again
   */
  public List<String> heed(Batch batch) throws SQLException {
    List<String> gone = new ArrayList<>();
    List<String> back = new ArrayList<>();
    batch
        .changedItems()
        .forEach(
            (item, isThere) -> {
              if (isThere && items.remove(item) != null) {
                back.add(item);
              } else if (!isThere && !items.containsKey(item)) {
                gone.add(item);
              }
            });
    Instant at = Instant.ofEpochMilli(batch.atMillis());
    Map<String, Block> blocks = gone.isEmpty() ? Map.of() : Blocks.standing(batch, gone);
    for (String item : gone) {
      Block block = blocks.get(item);
      boolean isOwn = block == null || block.layer() == Layer.OWN;
      String by = isOwn ? THE_STORE : "head office (" + block.layer() + ")";
      items.put(item, new Since(batch.seq(), at, by));
    }
    batch.write(INSERT, gone, (insert, item) -> bind(insert, item, items.get(item)));
    batch.write(DELETE, back, (delete, item) -> delete.setString(1, item));
    return back;
  }

  private static void bind(PreparedStatement insert, String item, Since since) throws SQLException {
    insert.setString(1, item);
    insert.setLong(2, since.seq());
    insert.setLong(3, since.at().toEpochMilli());
    insert.setString(4, since.by());
  }

  private void read(Batch batch) throws SQLException {
    PreparedStatement forget = batch.prepare(FORGET);
    forget.setLong(1, batch.atMillis() - REMEMBERED.toMillis());
    forget.executeUpdate();
    try (ResultSet row = batch.prepare(SELECT).executeQuery()) {
      while (row.next()) {
        items.put(
            row.getString(1),
            new Since(row.getLong(2), Instant.ofEpochMilli(row.getLong(3)), row.getString(4)));
      }
    }
    isRead = true;
  }
}
