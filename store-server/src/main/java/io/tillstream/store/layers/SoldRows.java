package io.tillstream.store.layers;

import io.tillstream.protocol.layer.Entry;
import io.tillstream.protocol.layer.LayeredTable;
import io.tillstream.store.changelog.Entity;
import io.tillstream.store.changelog.Image;
import io.tillstream.store.writer.Batch;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows by which the shop sells, read and written alike for each table. */
public final class SoldRows {

  private static final Map<LayeredTable, Statements> STATEMENTS = statements();

  private SoldRows() {}

  private record Statements(String select, String insert, String update, String delete) {

    /** Of a table; every statement binds the values first and the key last. */
    static Statements of(String table, String key, String... values) {
      String columns = String.join(", ", values);
      String marks = "?" + ", ?".repeat(values.length);
      String set = String.join(" = ?, ", values) + " = ?";
      return new Statements(
          "SELECT %s, %s FROM %s WHERE %s IN %s".formatted(key, columns, table, key, Batch.KEYS),
          "INSERT INTO %s (%s, %s) VALUES (%s)".formatted(table, columns, key, marks),
          "UPDATE %s SET %s WHERE %s = ?".formatted(table, set, key),
          "DELETE FROM %s WHERE %s = ?".formatted(table, key));
    }
  }

  private static Map<LayeredTable, Statements> statements() {
    Map<LayeredTable, Statements> statements = new EnumMap<>(LayeredTable.class);
    statements.put(LayeredTable.TAX, Statements.of("tax", "tax_code", "rate_basis_points"));
    statements.put(
        LayeredTable.ITEM, Statements.of("item", "item", "description", "tax_code", "stocked"));
    statements.put(LayeredTable.BARCODE, Statements.of("barcode", "barcode", "item"));
    statements.put(
        LayeredTable.PRICE, Statements.of("price", "item", "unit_price_ten_thousandths"));
    statements.put(LayeredTable.SETTING, Statements.of("setting", "name", "setting_value"));
    return statements;
  }

  /** The rows of these keys, by key. */
  public static Map<String, Entry.Present> of(
      Batch batch, LayeredTable table, Collection<String> keys) throws SQLException {
    Map<String, Entry.Present> rows = new HashMap<>();
    if (!keys.isEmpty()) {
      batch.select(
          STATEMENTS.get(table).select(),
          keys,
          row -> rows.put(row.getString(1), read(table, row)));
    }
    return rows;
  }

  private static Entry.Present read(LayeredTable table, ResultSet row) throws SQLException {
    Object[] values =
        switch (table) {
          case TAX, PRICE -> new Object[] {row.getString(1), row.getLong(2)};
          case BARCODE, SETTING -> new Object[] {row.getString(1), row.getString(2)};
          case ITEM ->
              new Object[] {
                row.getString(1), row.getString(2), row.getString(3), row.getBoolean(4)
              };
        };
    return new Entry.Present(Arrays.asList(values));
  }

  /**
   * Brings rows to what they are to be, and tells terminals.
   *
   * @param before the rows as they are, by key
   * @param after what they are to be; empty for those that are to be gone. Equal ones are left
   *     alone
   */
  public static void write(
      Batch batch,
      LayeredTable table,
      Map<String, Entry.Present> before,
      Map<String, Optional<Entry.Present>> after)
      throws SQLException {
    List<Entry.Present> fresh = new ArrayList<>();
    List<Entry.Present> other = new ArrayList<>();
    List<String> gone = new ArrayList<>();
    for (Map.Entry<String, Optional<Entry.Present>> row : after.entrySet()) {
      Optional<Entry.Present> held = Optional.ofNullable(before.get(row.getKey()));
      if (held.equals(row.getValue())) {
        continue;
      }
      if (row.getValue().isEmpty()) {
        gone.add(row.getKey());
      } else {
        (held.isEmpty() ? fresh : other).add(row.getValue().get());
      }
      tell(batch, table, row.getKey(), row.getValue());
      held.ifPresent(was -> note(batch, table, was, row.getValue()));
    }
    Statements statements = STATEMENTS.get(table);
    batch.write(statements.delete(), gone, (delete, key) -> delete.setString(1, key));
    batch.write(statements.insert(), fresh, SoldRows::bind);
    batch.write(statements.update(), other, SoldRows::bind);
  }

  private static void note(
      Batch batch, LayeredTable table, Entry.Present was, Optional<Entry.Present> row) {
    Optional<PriceSteps.Of> of =
        switch (table) {
          case TAX -> Optional.of(PriceSteps.Of.TAX);
          case PRICE -> Optional.of(PriceSteps.Of.PRICE);
          case ITEM, BARCODE, SETTING -> Optional.empty();
        };
    of.ifPresent(
        what ->
            PriceSteps.of(batch)
                .note(
                    what,
                    (String) was.values().getFirst(),
                    value(was),
                    row.map(SoldRows::value).orElse(null)));
  }

  private static Long value(Entry.Present row) {
    return (Long) row.values().get(1);
  }

  private static void tell(
      Batch batch, LayeredTable table, String key, Optional<Entry.Present> row) {
    Optional<Entity> entity =
        switch (table) {
          case TAX -> Optional.of(Entity.TAX);
          case ITEM -> Optional.of(Entity.ITEM);
          case BARCODE -> Optional.of(Entity.BARCODE);
          case PRICE -> Optional.of(Entity.PRICE);
          case SETTING -> Optional.empty(); // terminals are not told of settings
        };
    if (entity.isPresent()) {
      row.ifPresentOrElse(
          image -> batch.put(entity.get(), key, Image.of(image.values().toArray())),
          () -> batch.remove(entity.get(), key));
    }
  }

  private static void bind(PreparedStatement statement, Entry.Present row) throws SQLException {
    List<Object> values = row.values();
    for (int i = 1; i < values.size(); i++) {
      set(statement, i, values.get(i));
    }
    set(statement, values.size(), values.getFirst());
  }

  private static void set(PreparedStatement statement, int at, Object value) throws SQLException {
    switch (value) {
      case null -> statement.setString(at, null);
      case String text -> statement.setString(at, text);
      case Long number -> statement.setLong(at, number);
      case Boolean flag -> statement.setBoolean(at, flag);
      default -> throw new IllegalArgumentException("no row has a " + value.getClass());
    }
  }
}
