package io.tillstream.store.downlink;

import io.tillstream.protocol.layer.Entry;
import io.tillstream.protocol.layer.LayeredTable;
import io.tillstream.protocol.layer.RowName;
import io.tillstream.store.writer.Batch;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/**
 * A row of which head office says something else than before, and by which the shop does not sell
 * yet.
 *
 * @param place the order in which such rows are settled: those that others name come first
 * @param table which
 * @param key which
 */
record Due(int place, LayeredTable table, String key) {

  /** Tax codes that are taken away come last, when no item names them any more. */
  static final int LAST = 9;

  private static final String OF_KEYS =
      "SELECT place, entity, row_key FROM layer_due WHERE row_key IN " + Batch.KEYS;
  private static final String INSERT =
      "INSERT INTO layer_due (place, entity, row_key) VALUES (?, ?, ?)";
  private static final String DELETE =
      "DELETE FROM layer_due WHERE place = ? AND entity = ? AND row_key = ?";
  private static final String NEXT =
      "SELECT place, entity, row_key FROM layer_due ORDER BY place, entity, row_key"
          + " OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY";

  /** Of a row, where it belongs in the order. */
  static Due of(LayeredTable table, String key, boolean isTaken) {
    int place =
        switch (table) {
          case TAX -> isTaken ? LAST : 1;
          case ITEM -> 2;
          case BARCODE -> 3;
          case PRICE -> 4;
          case SETTING -> 5;
        };
    return new Due(place, table, key);
  }

  /** Notes what a page has changed; rows of tables of a later version are nothing to settle. */
  static void note(Batch batch, Map<RowName, Optional<Entry>> changes) throws SQLException {
    List<Due> dues = new ArrayList<>();
    changes.forEach(
        (name, entry) ->
            LayeredTable.of(name.table())
                .ifPresent(table -> dues.add(of(table, name.key(), entry.isEmpty()))));
    note(batch, dues);
  }

  /** Notes rows; one that is noted already stays so. */
  static void note(Batch batch, Collection<Due> dues) throws SQLException {
    Set<Due> known = noted(batch, dues);
    batch.write(
        INSERT, dues.stream().filter(due -> !known.contains(due)).distinct().toList(), Due::bind);
  }

  /** Those of these that are noted: the others were settled, or left aside, in a former attempt. */
  static List<Due> stillNoted(Batch batch, Collection<Due> dues) throws SQLException {
    Set<Due> known = noted(batch, dues);
    return dues.stream().filter(known::contains).toList();
  }

  private static Set<Due> noted(Batch batch, Collection<Due> dues) throws SQLException {
    Set<String> keys = new HashSet<>();
    dues.forEach(due -> keys.add(due.key()));
    Set<Due> noted = new HashSet<>();
    if (!keys.isEmpty()) {
      batch.select(OF_KEYS, keys, row -> read(row).ifPresent(noted::add));
    }
    return noted;
  }

  /** Takes notes out. */
  static void settled(Batch batch, Collection<Due> dues) throws SQLException {
    batch.write(DELETE, dues, Due::bind);
  }

  /** The next ones in their order, as committed. */
  static List<Due> next(DataSource database, int most) throws SQLException {
    List<Due> next = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(NEXT)) {
      select.setInt(1, most);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          read(row).ifPresent(next::add);
        }
      }
    }
    return next;
  }

  private static Optional<Due> read(ResultSet row) throws SQLException {
    int place = row.getInt(1);
    String key = row.getString(3);
    return LayeredTable.of(row.getString(2)).map(table -> new Due(place, table, key));
  }

  private static void bind(PreparedStatement statement, Due due) throws SQLException {
    statement.setInt(1, due.place());
    statement.setString(2, due.table().toString());
    statement.setString(3, due.key());
  }
}
