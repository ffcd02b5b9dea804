package io.tillstream.store.stock;

import io.tillstream.protocol.document.Location;
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
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

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
  private final Map<String, Level> belowZero = new TreeMap<>();
  private final Map<String, Optional<Long>> before = new HashMap<>(); // of this batch

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

  /**
   * What the books say of an item on the shop floor.
   *
   * @param item of what
   * @param before thousandths before the batch; null when it had never moved there
   * @param after thousandths with what the batch has written so far
   */
  public record Level(String item, Long before, long after) {}

  /** The items that are below zero on the shop floor, or were before this batch. */
  public Collection<Level> belowZero() {
    return belowZero.values();
  }

  @Override
  public void flush() throws SQLException {
    Map<String, Map<Location, Long>> held = held();
    for (Map.Entry<Location, Map<String, Long>> at : moved.entrySet()) {
      flush(at.getKey(), new TreeMap<>(at.getValue()), held);
    }
    moved.clear();
  }

  private void add(Location location, String item, long thousandths) {
    moved.computeIfAbsent(location, l -> new HashMap<>()).merge(item, thousandths, Math::addExact);
  }

  private void flush(
      Location location, SortedMap<String, Long> deltas, Map<String, Map<Location, Long>> held)
      throws SQLException {
    List<Row> known = new ArrayList<>();
    List<Row> fresh = new ArrayList<>();
    deltas.forEach(
        (item, delta) -> {
          Map<Location, Long> thousandths = held.get(item);
          Long before = thousandths.get(location);
          Row after =
              new Row(location, item, before == null ? delta : Math.addExact(before, delta));
          (before == null ? fresh : known).add(after);
          thousandths.put(location, after.thousandths());
          if (location == Location.SHOP_FLOOR) {
            batch.put(Entity.STOCK, item, Image.of(item, after.thousandths()));
            note(item, before, after.thousandths());
          }
        });
    batch.insert(INSERT, fresh);
    batch.write(UPDATE, known, StockLedger::bind);
  }

  private void note(String item, Long here, long after) {
    // What was written in mid-batch, because somebody asked for it, is not what was there before.
    Optional<Long> known = before.putIfAbsent(item, Optional.ofNullable(here));
    Long first = known == null ? here : known.orElse(null);
    if (after < 0 || (first != null && first < 0) || belowZero.containsKey(item)) {
      belowZero.put(item, new Level(item, first, after));
    }
  }

  /** What there is of all items that are moved: as remembered, or else as it is read now. */
  private Map<String, Map<Location, Long>> held() throws SQLException {
    LastStock last = batch.memory(LastStock.class, LastStock::new);
    Map<String, Map<Location, Long>> held = new HashMap<>();
    List<String> unknown = new ArrayList<>();
    for (Map<String, Long> deltas : moved.values()) {
      for (String item : deltas.keySet()) {
        if (!held.containsKey(item)) {
          Map<Location, Long> thousandths = last.of(item);
          if (thousandths == null) {
            unknown.add(item);
            thousandths = last.begin(item);
          }
          held.put(item, thousandths);
        }
      }
    }
    unknown.sort(Comparator.naturalOrder());
    batch.select(
        SELECT,
        unknown,
        row -> held.get(row.getString(1)).put(Location.of(row.getString(2)), row.getLong(3)));
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
