package io.tillstream.store.stock;

import io.tillstream.protocol.stock.Location;
import io.tillstream.protocol.stock.Movement;
import io.tillstream.store.changelog.Entity;
import io.tillstream.store.changelog.Image;
import io.tillstream.store.writer.Batch;
import io.tillstream.store.writer.BatchPart;
import io.tillstream.store.writer.Insertion;
import io.tillstream.store.writer.Parameters;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Adds up what a batch moves, so that an item sold a hundred times in it is updated and logged
 * once. The writer's thread only.
 */
public final class StockLedger implements BatchPart {

  private static final String SELECT =
      "SELECT item, location, quantity_thousandths FROM stock WHERE item IN " + Batch.KEYS;
  private static final Insertion<Row> INSERT =
      Insertion.into(
          "stock", List.of("quantity_thousandths", "location", "item"), StockLedger::fill);
  private static final String UPDATE =
      "UPDATE stock SET quantity_thousandths = ? WHERE location = ? AND item = ?";

  private final Batch batch;
  private final Map<Location, Map<String, Long>> moved = new EnumMap<>(Location.class);

  private StockLedger(Batch batch) {
    this.batch = batch;
  }

  /** The ledger of this batch. */
  public static StockLedger of(Batch batch) {
    return batch.part(StockLedger.class, StockLedger::new);
  }

  /** Books movements; together they leave the sum over all locations as it was (I8). */
  public void book(List<Movement> movements) {
    for (Movement movement : movements) {
      add(movement.from(), movement.item(), -movement.quantity().thousandths());
      add(movement.to(), movement.item(), movement.quantity().thousandths());
    }
  }

  @Override
  public void flush() throws SQLException {
    Map<Location, Map<String, Long>> held = held();
    for (Map.Entry<Location, Map<String, Long>> at : moved.entrySet()) {
      flush(at.getKey(), new TreeMap<>(at.getValue()), held.getOrDefault(at.getKey(), Map.of()));
    }
    moved.clear();
  }

  private void add(Location location, String item, long thousandths) {
    moved.computeIfAbsent(location, l -> new HashMap<>()).merge(item, thousandths, Math::addExact);
  }

  private void flush(Location location, SortedMap<String, Long> deltas, Map<String, Long> held)
      throws SQLException {
    List<Row> known = new ArrayList<>();
    List<Row> fresh = new ArrayList<>();
    deltas.forEach(
        (item, delta) -> {
          Long before = held.get(item);
          Row after =
              new Row(location, item, before == null ? delta : Math.addExact(before, delta));
          (before == null ? fresh : known).add(after);
          if (location == Location.SHOP_FLOOR) {
            batch.put(Entity.STOCK, item, Image.of(item, after.thousandths()));
          }
        });
    batch.insert(INSERT, fresh);
    batch.write(UPDATE, known, StockLedger::bind);
  }

  private Map<Location, Map<String, Long>> held() throws SQLException {
    Set<String> items = new TreeSet<>();
    moved.values().forEach(deltas -> items.addAll(deltas.keySet()));
    Map<Location, Map<String, Long>> held = new EnumMap<>(Location.class);
    batch.select(
        SELECT,
        items,
        row ->
            held.computeIfAbsent(Location.of(row.getString(2)), l -> new HashMap<>())
                .put(row.getString(1), row.getLong(3)));
    return held;
  }

  private static void fill(Parameters parameters, Row row) throws SQLException {
    parameters.number(row.thousandths()).text(row.location().toString()).text(row.item());
  }

  private static void bind(PreparedStatement statement, Row row) throws SQLException {
    fill(new Parameters(statement), row);
  }

  private record Row(Location location, String item, long thousandths) {}
}
