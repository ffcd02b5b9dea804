package io.tillstream.store.retention;

import io.tillstream.store.changelog.Entity;
import io.tillstream.store.writer.Batch;
import io.tillstream.store.writer.Command;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes the next stretch below the floor: of each row the newest image stays. A removal goes in the
 * same transaction as the image that it took away, so that nobody sees the one without the other.
 * Facts go: they are kept in tables of their own. Immutable.
 *
 * @param rowsMax changes looked at, and at most twice as many deleted
 */
record ThinOut(int rowsMax) implements Command<Boolean> {

  private static final String STRETCH =
      "SELECT seq, entity, row_key, op FROM change_log WHERE seq > ? AND seq <= ? ORDER BY seq";
  private static final String DELETE = "DELETE FROM change_log WHERE seq = ?";
  private static final String DONE =
      "UPDATE log_floor SET thinned_to = ?, removals = removals + ? WHERE id = 1";
  private static final String ADD = "INSERT INTO log_kept (seq, entity, row_key) VALUES (?, ?, ?)";
  private static final String CHANGE =
      "UPDATE log_kept SET seq = ? WHERE entity = ? AND row_key = ?";
  private static final String FORGET = "DELETE FROM log_kept WHERE entity = ? AND row_key = ?";
  private static final long REMOVED = 0;

  private record Kept(Entity entity, String key, long seq) {}

  /** What a stretch comes down to. */
  private static final class Stretch {
    final List<Long> superfluous = new ArrayList<>();
    final Map<Entity, Map<String, Long>> newest = new EnumMap<>(Entity.class);
    long removals;

    void take(long seq, Entity entity, String key, String op) {
      if (op.equals("fact")) {
        superfluous.add(seq);
        return;
      }
      boolean removed = op.equals("remove");
      if (removed) {
        superfluous.add(seq);
        removals++;
      }
      Long older =
          newest
              .computeIfAbsent(entity, e -> new HashMap<>())
              .put(key, removed ? Long.valueOf(REMOVED) : Long.valueOf(seq));
      if (older != null && older != REMOVED) {
        superfluous.add(older);
      }
    }
  }

  /** Answers whether there is more to do. */
  @Override
  public Boolean applyTo(Batch batch) throws SQLException {
    LogFloor floor = ReadFloor.in(batch);
    if (floor.thinnedTo() >= floor.seq()) {
      return false;
    }
    long to = Math.min(floor.seq(), floor.thinnedTo() + rowsMax);
    Stretch stretch = read(batch, floor.thinnedTo(), to);
    for (Map.Entry<Entity, Map<String, Long>> rows : stretch.newest.entrySet()) {
      replace(batch, rows.getKey(), rows.getValue(), stretch.superfluous);
    }
    batch.write(DELETE, stretch.superfluous, (statement, seq) -> statement.setLong(1, seq));
    PreparedStatement done = batch.prepare(DONE);
    done.setLong(1, to);
    done.setLong(2, stretch.removals);
    done.executeUpdate();
    return to < floor.seq();
  }

  private static Stretch read(Batch batch, long after, long to) throws SQLException {
    Stretch stretch = new Stretch();
    PreparedStatement select = batch.prepare(STRETCH);
    select.setLong(1, after);
    select.setLong(2, to);
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        stretch.take(
            row.getLong(1), Entity.of(row.getString(2)), row.getString(3), row.getString(4));
      }
    }
    return stretch;
  }

  private static void replace(
      Batch batch, Entity entity, Map<String, Long> newest, List<Long> superfluous)
      throws SQLException {
    Map<String, Long> before = new HashMap<>();
    batch.select(
        "SELECT row_key, seq FROM log_kept WHERE entity = '"
            + entity
            + "' AND row_key IN "
            + Batch.KEYS,
        newest.keySet(),
        row -> before.put(row.getString(1), row.getLong(2)));
    superfluous.addAll(before.values());
    List<Kept> added = new ArrayList<>();
    List<Kept> changed = new ArrayList<>();
    List<Kept> forgotten = new ArrayList<>();
    newest.forEach(
        (key, seq) -> {
          Kept kept = new Kept(entity, key, seq);
          if (seq != REMOVED) {
            (before.containsKey(key) ? changed : added).add(kept);
          } else if (before.containsKey(key)) {
            forgotten.add(kept);
          }
        });
    batch.write(ADD, added, ThinOut::bind);
    batch.write(CHANGE, changed, ThinOut::bind);
    batch.write(
        FORGET,
        forgotten,
        (statement, kept) -> {
          statement.setString(1, kept.entity().toString());
          statement.setString(2, kept.key());
        });
  }

  private static void bind(PreparedStatement statement, Kept kept) throws SQLException {
    statement.setLong(1, kept.seq());
    statement.setString(2, kept.entity().toString());
    statement.setString(3, kept.key());
  }
}
