package io.tillstream.store.catalogue;

import io.tillstream.store.changelog.Image;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Set;

/** An item as the books hold it. */
record ItemRow(String item, String description, String taxCode, boolean stocked) {

  /** What an item becomes; columns that are not given stay, or get their ordinary value. */
  static ItemRow after(ItemRow before, ItemChange change, Set<Column> given) {
    ItemRow base = before == null ? new ItemRow(change.item(), "", null, true) : before;
    return new ItemRow(
        change.item(),
        given.contains(Column.DESCRIPTION) ? change.description() : base.description(),
        given.contains(Column.TAX_CODE) ? change.taxCode() : base.taxCode(),
        given.contains(Column.STOCKED) ? change.stocked() : base.stocked());
  }

  String image() {
    return Image.of(item, description, taxCode, stocked);
  }

  static void bind(PreparedStatement statement, ItemRow row) throws SQLException {
    statement.setString(1, row.description());
    statement.setString(2, row.taxCode());
    statement.setBoolean(3, row.stocked());
    statement.setString(4, row.item());
  }
}
