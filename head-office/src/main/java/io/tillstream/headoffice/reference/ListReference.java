package io.tillstream.headoffice.reference;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tillstream.headoffice.database.Database;
import io.tillstream.protocol.layer.Entry;
import io.tillstream.protocol.layer.LayeredTable;
import io.tillstream.protocol.money.UnitPrice;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads what is said in a scope, in the words of {@link ChangesBody}. Thread-safe. */
@Singleton
class ListReference {

  private static final String PAGE =
      "SELECT row_key, payload FROM reference_row WHERE scope = ? AND entity = ? AND row_key > ?"
          + " ORDER BY row_key OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY";

  private final Database database;

  ListReference(Database database) {
    this.database = database;
  }

  /** A row; what does not belong to its table is absent. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Listed(
      String table,
      String key,
      String description,
      String taxCode,
      Boolean stocked,
      String item,
      String price,
      String rate,
      String value,
      Boolean withheld) {

    static Listed of(LayeredTable table, String key, Entry entry) {
      return switch (entry) {
        case Entry.Withheld blocked ->
            new Listed(table.toString(), key, null, null, null, null, null, null, null, true);
        case Entry.Present row -> of(table, key, row.values());
      };
    }

    private static Listed of(LayeredTable table, String key, List<Object> values) {
      String name = table.toString();
      Object first = values.get(1);
      return switch (table) {
        case ITEM ->
            new Listed(
                name,
                key,
                (String) first,
                (String) values.get(2),
                (Boolean) values.get(3),
                null,
                null,
                null,
                null,
                null);
        case BARCODE ->
            new Listed(name, key, null, null, null, (String) first, null, null, null, null);
        case PRICE ->
            new Listed(
                name,
                key,
                null,
                null,
                null,
                null,
                new UnitPrice((Long) first).toString(),
                null,
                null,
                null);
        case TAX -> {
          String rate = BigDecimal.valueOf((Long) first, 2).stripTrailingZeros().toPlainString();
          yield new Listed(name, key, null, null, null, null, null, rate, null, null);
        }
        case SETTING ->
            new Listed(name, key, null, null, null, null, null, null, (String) first, null);
      };
    }
  }

  /** The rows of a table after a key. */
  List<Listed> after(Scope scope, LayeredTable table, String key, int limit) throws SQLException {
    return database.reading(
        connection -> {
          List<Listed> rows = new ArrayList<>();
          try (PreparedStatement select = connection.prepareStatement(PAGE)) {
            select.setString(1, scope.name());
            select.setString(2, table.toString());
            select.setString(3, key);
            select.setInt(4, limit);
            try (ResultSet row = select.executeQuery()) {
              while (row.next()) {
                rows.add(Listed.of(table, row.getString(1), Images.read(row.getString(2))));
              }
            }
          }
          return rows;
        });
  }
}
