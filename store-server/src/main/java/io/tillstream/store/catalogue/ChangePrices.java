package io.tillstream.store.catalogue;

import io.tillstream.protocol.layer.LayeredTable;
import io.tillstream.protocol.money.UnitPrice;
import io.tillstream.store.changelog.Entity;
import io.tillstream.store.changelog.Image;
import io.tillstream.store.layers.OwnWrites;
import io.tillstream.store.layers.PriceSteps;
import io.tillstream.store.writer.Batch;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Brings prices to what is asked for. The writer's thread only. */
final class ChangePrices {

  private static final String SELECT =
      "SELECT item, unit_price_ten_thousandths FROM price WHERE item IN " + Batch.KEYS;
  private static final String INSERT =
      "INSERT INTO price (unit_price_ten_thousandths, item) VALUES (?, ?)";
  private static final String UPDATE =
      "UPDATE price SET unit_price_ten_thousandths = ? WHERE item = ?";
  private static final String DELETE = "DELETE FROM price WHERE item = ?";

  private ChangePrices() {}

  /** Returns the items whose price is another one now. */
  static Set<String> apply(Batch batch, List<ItemChange> items) throws SQLException {
    Map<String, UnitPrice> held = new HashMap<>();
    batch.select(
        SELECT,
        items.stream().map(ItemChange::item).toList(),
        row -> held.put(row.getString(1), new UnitPrice(row.getLong(2))));
    List<ItemChange> fresh = new ArrayList<>();
    List<ItemChange> other = new ArrayList<>();
    List<ItemChange> gone = new ArrayList<>();
    Set<String> changed = new HashSet<>();
    for (ItemChange change : items) {
      UnitPrice before = held.get(change.item());
      if (Objects.equals(before, change.price())) {
        continue;
      }
      changed.add(change.item());
      if (before != null) { // of what had no price here, a till had none either
        PriceSteps.of(batch)
            .note(
                PriceSteps.Of.PRICE,
                change.item(),
                before.tenThousandths(),
                change.price() == null ? null : (Long) change.price().tenThousandths());
      }
      if (change.price() == null) {
        gone.add(change);
        batch.remove(Entity.PRICE, change.item());
        continue;
      }
      (before == null ? fresh : other).add(change);
      batch.put(
          Entity.PRICE, change.item(), Image.of(change.item(), change.price().tenThousandths()));
    }
    batch.write(INSERT, fresh, ChangePrices::bind);
    batch.write(UPDATE, other, ChangePrices::bind);
    batch.write(DELETE, gone, (delete, change) -> delete.setString(1, change.item()));
    OwnWrites.note(batch, LayeredTable.PRICE, changed);
    return changed;
  }

  private static void bind(PreparedStatement statement, ItemChange change) throws SQLException {
    statement.setLong(1, change.price().tenThousandths());
    statement.setString(2, change.item());
  }
}
