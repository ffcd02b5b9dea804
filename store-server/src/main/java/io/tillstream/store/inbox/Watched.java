package io.tillstream.store.inbox;

import io.tillstream.store.changelog.Entity;
import java.util.Arrays;
import java.util.Optional;

/**
 * The tables that other programs may write, and how a row of each is read beside its note.
 *
 * <p>Each question has the same columns: place in the order, table, key, mark of the note, key
 * again when the row is there, its text, its parent, its number, what it refers to when that is
 * there (for a tax code: an item that names it), and 1 when that is itself held back. Parents come
 * before their children, and go after them.
 */
enum Watched {
  /** A tax code. */
  TAX(
      "tax",
      Entity.TAX,
      """
      SELECT CASE WHEN t.tax_code IS NULL THEN 3 ELSE 4 END, n.entity, n.row_key, n.%s,
        t.tax_code, t.tax_code, t.tax_code, CAST(t.rate_basis_points AS BIGINT),
        (SELECT MIN(u.item) FROM item u WHERE u.tax_code = n.row_key), 0
      FROM %s n LEFT JOIN tax t ON t.tax_code = n.row_key
      WHERE n.entity = 'tax'
      """),
  /** An item; the tax code it names must be there. */
  ITEM(
      "item",
      Entity.ITEM,
      """
      SELECT CASE WHEN t.item IS NULL THEN 2 ELSE 5 END, n.entity, n.row_key, n.%s,
        t.item, t.description, t.tax_code, CAST(t.stocked AS BIGINT), x.tax_code,
        CASE WHEN h.row_key IS NULL THEN 0 ELSE 1 END
      FROM %s n LEFT JOIN item t ON t.item = n.row_key
        LEFT JOIN tax x ON x.tax_code = t.tax_code
        LEFT JOIN inbox_problem h ON h.entity = 'tax' AND h.row_key = x.tax_code
      WHERE n.entity = 'item'
      """),
  /** What the scanner reads; its item must be there. */
  BARCODE(
      "barcode",
      Entity.BARCODE,
      """
      SELECT CASE WHEN t.barcode IS NULL THEN 1 ELSE 6 END, n.entity, n.row_key, n.%s,
        t.barcode, t.item, t.item, CAST(0 AS BIGINT), x.item,
        CASE WHEN h.row_key IS NULL THEN 0 ELSE 1 END
      FROM %s n LEFT JOIN barcode t ON t.barcode = n.row_key
        LEFT JOIN item x ON x.item = t.item
        LEFT JOIN inbox_problem h ON h.entity = 'item' AND h.row_key = x.item
      WHERE n.entity = 'barcode'
      """),
  /** What an item costs; the item must be there. */
  PRICE(
      "price",
      Entity.PRICE,
      """
      SELECT CASE WHEN t.item IS NULL THEN 1 ELSE 6 END, n.entity, n.row_key, n.%s,
        t.item, t.item, t.item, t.unit_price_ten_thousandths, x.item,
        CASE WHEN h.row_key IS NULL THEN 0 ELSE 1 END
      FROM %s n LEFT JOIN price t ON t.item = n.row_key
        LEFT JOIN item x ON x.item = t.item
        LEFT JOIN inbox_problem h ON h.entity = 'item' AND h.row_key = x.item
      WHERE n.entity = 'price'
      """),
  /** Whom documents may name; stays in the store. */
  CUSTOMER(
      "customer",
      null,
      """
      SELECT CASE WHEN t.customer IS NULL THEN 1 ELSE 6 END, n.entity, n.row_key, n.%s,
        t.customer, t.name, t.name, CAST(0 AS BIGINT), t.customer, 0
      FROM %s n LEFT JOIN customer t ON t.customer = n.row_key
      WHERE n.entity = 'customer'
      """);

  private final String table;
  private final Entity entity;
  private final String question;

  Watched(String table, Entity entity, String question) {
    this.table = table;
    this.entity = entity;
    this.question = question;
  }

  static Watched of(String table) {
    return Arrays.stream(values())
        .filter(watched -> watched.table.equals(table))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no table '" + table + "' is watched"));
  }

  /** What its rows are in the change log; empty for what terminals are not told. */
  Optional<Entity> entity() {
    return Optional.ofNullable(entity);
  }

  /** The question for the rows that a table of notes names; {@code mark} is a column of it. */
  String question(String notes, String mark) {
    return question.formatted(mark, notes);
  }

  @Override
  public String toString() {
    return table;
  }
}
