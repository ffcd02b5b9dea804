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
 * @param text an item's description, a barcode's item, a customer's name
 * @param parent an item's tax code
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
        Watched.of(row.getString(2)),
        row.getString(3),
        row.getString(4),
        row.getString(5) != null,
        row.getString(6),
        row.getString(7),
        row.getLong(8),
        row.getString(9),
        row.getInt(10) == 1);
  }
}
