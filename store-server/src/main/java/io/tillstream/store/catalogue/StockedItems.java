package io.tillstream.store.catalogue;

import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.Line;
import io.tillstream.protocol.stock.Booking;
import io.tillstream.store.document.ReleaseParked;
import io.tillstream.store.layers.Blocks;
import io.tillstream.store.writer.Batch;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides on lines whose maker did not know the item, by the catalogue as it stands in this batch
 * and what is kept of items that are blocked. The writer's thread only.
 */
public final class StockedItems implements ReleaseParked.Decide {

  private static final String SELECT = "SELECT item, stocked FROM item WHERE item IN " + Batch.KEYS;

  private final Batch batch;

  private StockedItems(Batch batch) {
    this.batch = batch;
  }

  /** The catalogue as this batch sees it. */
  public static StockedItems of(Batch batch) {
    return new StockedItems(batch);
  }

  @Override
  public Booking book(Document document) throws SQLException {
    Map<String, Boolean> stocked = new HashMap<>();
    Set<String> items =
        document.lines().stream()
            .filter(line -> line.movesStock() == null)
            .map(Line::item)
            .collect(Collectors.toSet());
    batch.select(SELECT, items, row -> stocked.put(row.getString(1), row.getBoolean(2)));
    items.removeAll(stocked.keySet());
    // What is blocked and was sold all the same was sold: the goods have moved.
    Blocks.standing(batch, items).forEach((item, block) -> stocked.put(item, block.stocked()));
    return Booking.of(document, item -> Optional.ofNullable(stocked.get(item)));
  }
}
