package io.tillstream.store.stock;

import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.stock.Movement;
import io.tillstream.store.writer.Batch;
import io.tillstream.store.writer.BatchPart;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts against the leases of scarce items what documents take from the shop floor, in the batch
 * that books them: on hand and what is leased never part. Where nothing is leased it costs a look
 * at an empty map. The writer's thread only.
 */
public final class SpentLeases implements BatchPart {

  private static final String SELECT = "SELECT item, terminal, epoch, since_n FROM stock_lease";
  private static final String UPDATE =
      "UPDATE stock_lease SET spent_thousandths = spent_thousandths + ?"
          + " WHERE item = ? AND terminal = ? AND epoch = ?";

  private final Batch batch;
  private final Open open;
  private final List<Movement> moved = new ArrayList<>();

  private SpentLeases(Batch batch) {
    this.batch = batch;
    open = batch.memory(Open.class, Open::new);
  }

  /** Of this batch. */
  public static SpentLeases of(Batch batch) {
    return batch.part(SpentLeases.class, SpentLeases::new);
  }

  /** Takes in what a document moves. */
  public void book(List<Movement> movements) {
    if (!open.isRead) {
      moved.addAll(movements);
    } else if (!open.since.isEmpty()) {
      movements.stream().filter(each -> open.since.containsKey(each.item())).forEach(moved::add);
    }
  }

  /**
   * From now on a lease is counted; what was booked in this batch before is with its maker.
   *
   * @param since documents after this n count
   */
  public void begin(String item, String terminal, int epoch, long since) throws SQLException {
    flush();
    open.put(item, terminal, epoch, since);
  }

  @Override
  public void flush() throws SQLException {
    if (moved.isEmpty()) {
      return;
    }
    readOnce();
    Map<Spent, Long> sums = new HashMap<>();
    for (Movement each : moved) {
      Holder holder = new Holder(each.document().terminal().value(), each.document().epoch());
      Long since = open.since.getOrDefault(each.item(), Map.of()).get(holder);
      if (since != null && each.document().n() > since) {
        sums.merge(
            new Spent(each.item(), holder),
            -each.effectAt(Location.SHOP_FLOOR).thousandths(),
            Math::addExact);
      }
    }
    moved.clear();
    batch.write(UPDATE, sums.entrySet(), SpentLeases::bind);
  }

  /** In the memory it is as committed: whatever fails makes the writer forget it. */
  private void readOnce() throws SQLException {
    if (open.isRead) {
      return;
    }
    PreparedStatement select = batch.prepare(SELECT);
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        open.put(row.getString(1), row.getString(2), row.getInt(3), row.getLong(4));
      }
    }
    open.isRead = true;
  }

  private static void bind(PreparedStatement update, Map.Entry<Spent, Long> sum)
      throws SQLException {
    update.setLong(1, sum.getValue());
    update.setString(2, sum.getKey().item());
    update.setString(3, sum.getKey().holder().terminal());
    update.setInt(4, sum.getKey().holder().epoch());
  }

  private record Holder(String terminal, int epoch) {}

  private record Spent(String item, Holder holder) {}

  /** Which leases there are, from batch to batch: by item and holder, from which n on it counts. */
  private static final class Open {

    private final Map<String, Map<Holder, Long>> since = new HashMap<>();
    private boolean isRead;

    void put(String item, String terminal, int epoch, long n) {
      since.computeIfAbsent(item, i -> new HashMap<>()).put(new Holder(terminal, epoch), n);
    }
  }
}
