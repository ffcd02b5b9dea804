package io.tillstream.store.layers;

import io.tillstream.protocol.layer.Entry;
import io.tillstream.protocol.layer.Layer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;

/**
 * That an item is blocked, or was, and what was known of it. Immutable.
 *
 * @param item its code
 * @param fromSeq the change from which terminals have the item no more
 * @param fromMillis when that was, by the store's clock
 * @param untilSeq the change with which it ended; null while it stands
 * @param untilMillis when it ended, or null
 * @param layer whose word it is
 * @param description as last known
 * @param taxCode as last known, or null
 * @param stocked whether goods move when it is sold all the same
 */
public record Block(
    String item,
    long fromSeq,
    long fromMillis,
    Long untilSeq,
    Long untilMillis,
    Layer layer,
    String description,
    String taxCode,
    boolean stocked) {

  /** Whether nobody is to sell the item now. */
  public boolean stands() {
    return untilSeq == null;
  }

  /** From now on, of an item as it was known last. */
  static Block begins(long seq, long atMillis, Layer layer, Entry.Present item) {
    return new Block(
        (String) item.values().get(0),
        seq,
        atMillis,
        null,
        null,
        layer,
        (String) item.values().get(1),
        (String) item.values().get(2),
        (Boolean) item.values().get(3));
  }

  /** Still, or again, by the word of a layer. */
  Block standing(Layer by) {
    return new Block(item, fromSeq, fromMillis, null, null, by, description, taxCode, stocked);
  }

  /** The item as it was known last. */
  Entry.Present row() {
    return new Entry.Present(Arrays.asList(item, description, taxCode, stocked));
  }

  static Block read(ResultSet row) throws SQLException {
    return new Block(
        row.getString(1),
        row.getLong(2),
        row.getLong(3),
        row.getObject(4, Long.class),
        row.getObject(5, Long.class),
        Layer.of(row.getString(6)),
        row.getString(7),
        row.getString(8),
        row.getBoolean(9));
  }
}
