package io.tillstream.store.inbox;

import io.tillstream.store.writer.Batch;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The rows that are held back, as one batch finds and leaves them. The writer's thread only. */
final class HeldBackRows {

  private static final int DETAIL_LENGTH_MAX = 200;

  private static final String SELECT =
      "SELECT entity, row_key, detail FROM inbox_problem WHERE row_key IN " + Batch.KEYS;
  private static final String INSERT =
      "INSERT INTO inbox_problem (detail, since_millis, entity, row_key) VALUES (?, ?, ?, ?)";
  private static final String UPDATE =
      "UPDATE inbox_problem SET detail = ?, since_millis = ? WHERE entity = ? AND row_key = ?";
  private static final String DELETE = "DELETE FROM inbox_problem WHERE entity = ? AND row_key = ?";

  private final Batch batch;
  private final Map<Name, String> before = new HashMap<>();
  private final Map<Name, String> after = new LinkedHashMap<>();

  private record Name(String entity, String key) {}

  /** As far as these rows and their parents go. */
  HeldBackRows(Batch batch, Collection<ForeignRow> rows) throws SQLException {
    this.batch = batch;
    TreeSet<String> keys = new TreeSet<>();
    for (ForeignRow row : rows) {
      keys.add(row.key());
      parent(row).ifPresent(parent -> keys.add(parent.key()));
    }
    batch.select(
        SELECT,
        keys,
        row -> before.put(new Name(row.getString(1), row.getString(2)), row.getString(3)));
    after.putAll(before);
  }

  private static Optional<Name> parent(ForeignRow row) {
    return Optional.ofNullable(row.parent())
        .flatMap(
            parent ->
                switch (row.table()) {
                  case ITEM -> Optional.of(new Name("tax", parent));
                  case BARCODE, PRICE -> Optional.of(new Name("item", parent));
                  case TAX, CUSTOMER -> Optional.empty();
                });
  }

  /** Judges a row, knowing what has become of its parent in this very batch. */
  Judged judge(ForeignRow row) {
    boolean isParentHeld = parent(row).map(after::containsKey).orElse(false);
    return JudgeRow.of(
        new ForeignRow(
            row.table(),
            row.key(),
            row.mark(),
            row.present(),
            row.text(),
            row.parent(),
            row.number(),
            row.related(),
            isParentHeld));
  }

  void holdBack(ForeignRow row, String why) {
    holdBack(row.table(), row.key(), why);
  }

  void holdBack(Watched table, String key, String why) {
    after.put(new Name(table.toString(), key), shortened(why));
  }

  /** As much of it as is kept. */
  static String shortened(String why) {
    return why.length() <= DETAIL_LENGTH_MAX ? why : why.substring(0, DETAIL_LENGTH_MAX);
  }

  void letGo(ForeignRow row) {
    after.remove(new Name(row.table().toString(), row.key()));
  }

  void write() throws SQLException {
    List<Map.Entry<Name, String>> fresh = new ArrayList<>();
    List<Map.Entry<Name, String>> other = new ArrayList<>();
    for (Map.Entry<Name, String> row : after.entrySet()) {
      String known = before.get(row.getKey());
      if (known == null) {
        fresh.add(row);
      } else if (!known.equals(row.getValue())) {
        other.add(row);
      }
    }
    batch.write(INSERT, fresh, this::bind);
    batch.write(UPDATE, other, this::bind);
    batch.write(
        DELETE,
        before.keySet().stream().filter(name -> !after.containsKey(name)).toList(),
        (delete, name) -> {
          delete.setString(1, name.entity());
          delete.setString(2, name.key());
        });
  }

  private void bind(PreparedStatement statement, Map.Entry<Name, String> row) throws SQLException {
    statement.setString(1, row.getValue());
    statement.setLong(2, batch.atMillis());
    statement.setString(3, row.getKey().entity());
    statement.setString(4, row.getKey().key());
  }
}
