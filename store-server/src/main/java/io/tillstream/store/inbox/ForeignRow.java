package io.tillstream.store.inbox;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A row that was noted, as it was at one moment.
 *
 * @param table where
 * @param key its key
 * @param mark of the note: its id, or what was wrong with the row when it was last looked at
 * @param present whether the row was there
 * @param text an item's description, a customer's name
 * @param parent an item's tax code, the item of a barcode or a price
 * @param number a price, a rate, 1 for an item of which goods move
 * @param related the parent when that was there; of a tax code, an item that names it
 * @param isParentHeld whether the parent is itself not shown to terminals
 */
record ForeignRow(
    Watched table,
    String key,
    String mark,
    boolean present,
    String text,
    String parent,
    long number,
    String related,
    boolean isParentHeld) {

  /** The row on which the answer to {@link Watched#question} stands. */
  static ForeignRow of(ResultSet row) throws SQLException {
    return new ForeignRow(
        Watched.of(row.getString("entity")),
        row.getString("row_key"),
        row.getString("note_mark"),
        row.getString("key_there") != null,
        row.getString("words"),
        row.getString("parent"),
        row.getLong("amount"),
        row.getString("related"),
        row.getInt("parent_held") == 1);
  }
}
