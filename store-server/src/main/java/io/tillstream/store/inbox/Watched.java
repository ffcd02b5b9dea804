package io.tillstream.store.inbox;

import io.tillstream.store.changelog.Entity;
import java.util.Arrays;
import java.util.Optional;

/**
 * The tables that other programs may write, and how a row of each is read beside its note.
 *
 * <p>Each question has the same columns, see {@link ForeignRow#of}. Parents come before their
 * children, and go after them. What other programs write in words has the collation of the database
 * and keys have an exact one; SQL Server does not put the two into one column of a UNION.
 */
enum Watched {
  /** A tax code. */
  TAX(
      "tax",
      Entity.TAX,
      """
      SELECT CASE WHEN t.tax_code IS NULL THEN 3 ELSE 4 END AS place, n.entity, n.row_key,
        n.%s AS note_mark, t.tax_code AS key_there, CAST(NULL AS NVARCHAR(200)) AS words,
        CAST(NULL AS NVARCHAR(64)) AS parent, CAST(t.rate_basis_points AS BIGINT) AS amount,
        (SELECT MIN(u.item) FROM item u WHERE u.tax_code = n.row_key) AS related, 0 AS parent_held
      FROM %s n LEFT JOIN tax t ON t.tax_code = n.row_key
      WHERE n.entity = 'tax'
      """),
  /** An item; the tax code it names must be there. */
  ITEM(
      "item",
      Entity.ITEM,
      """
      SELECT CASE WHEN t.item IS NULL THEN 2 ELSE 5 END AS place, n.entity, n.row_key,
        n.%s AS note_mark, t.item AS key_there, t.description AS words, t.tax_code AS parent,
        CAST(t.stocked AS BIGINT) AS amount, x.tax_code AS related,
        CASE WHEN h.row_key IS NULL THEN 0 ELSE 1 END AS parent_held
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
      SELECT CASE WHEN t.barcode IS NULL THEN 1 ELSE 6 END AS place, n.entity, n.row_key,
        n.%s AS note_mark, t.barcode AS key_there, CAST(NULL AS NVARCHAR(200)) AS words,
        t.item AS parent, CAST(0 AS BIGINT) AS amount, x.item AS related,
        CASE WHEN h.row_key IS NULL THEN 0 ELSE 1 END AS parent_held
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
      SELECT CASE WHEN t.item IS NULL THEN 1 ELSE 6 END AS place, n.entity, n.row_key,
        n.%s AS note_mark, t.item AS key_there, CAST(NULL AS NVARCHAR(200)) AS words,
        t.item AS parent, t.unit_price_ten_thousandths AS amount, x.item AS related,
        CASE WHEN h.row_key IS NULL THEN 0 ELSE 1 END AS parent_held
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
      SELECT CASE WHEN t.customer IS NULL THEN 1 ELSE 6 END AS place, n.entity, n.row_key,
        n.%s AS note_mark, t.customer AS key_there, t.name AS words,
        CAST(NULL AS NVARCHAR(64)) AS parent, CAST(0 AS BIGINT) AS amount, t.customer AS related,
        0 AS parent_held
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
