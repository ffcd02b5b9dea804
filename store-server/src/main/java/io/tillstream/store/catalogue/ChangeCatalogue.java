package io.tillstream.store.catalogue;

import io.tillstream.protocol.layer.LayeredTable;
import io.tillstream.store.changelog.Entity;
import io.tillstream.store.changelog.Image;
import io.tillstream.store.count.RestateLate;
import io.tillstream.store.document.ReleaseParked;
import io.tillstream.store.layers.OwnWrites;
import io.tillstream.store.layers.PriceSteps;
import io.tillstream.store.writer.Batch;
import io.tillstream.store.writer.Command;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Brings items, prices, barcodes and tax rates to what is asked for; what is so already is neither
 * written nor logged. Documents that waited for a new item are booked in the same batch. Immutable.
 *
 * @param given the columns that are meant; the others stay
 * @param items no item twice, no barcode twice
 * @param taxRates basis points by tax code
 */
record ChangeCatalogue(Set<Column> given, List<ItemChange> items, Map<String, Integer> taxRates)
    implements Command<CatalogueAnswer> {

  private static final int ITEMS_PER_DOCUMENT = 4;

  private static final String SELECT_ITEM =
      "SELECT item, description, tax_code, stocked FROM item WHERE item IN " + Batch.KEYS;
  private static final String INSERT_ITEM =
      "INSERT INTO item (description, tax_code, stocked, item) VALUES (?, ?, ?, ?)";
  private static final String UPDATE_ITEM =
      "UPDATE item SET description = ?, tax_code = ?, stocked = ? WHERE item = ?";
  private static final String SELECT_TAX =
      "SELECT tax_code, rate_basis_points FROM tax WHERE tax_code IN " + Batch.KEYS;
  private static final String INSERT_TAX =
      "INSERT INTO tax (rate_basis_points, tax_code) VALUES (?, ?)";
  private static final String UPDATE_TAX =
      "UPDATE tax SET rate_basis_points = ? WHERE tax_code = ?";

  @Override
  public int weight() {
    return 1 + items.size() / ITEMS_PER_DOCUMENT;
  }

  @Override
  public CatalogueAnswer applyTo(Batch batch) throws SQLException {
    Map<String, Integer> ratesHeld = ratesHeld(batch);
    Set<String> withoutRate = new TreeSet<>();
    items.stream().map(ItemChange::taxCode).filter(Objects::nonNull).forEach(withoutRate::add);
    withoutRate.removeAll(ratesHeld.keySet());
    withoutRate.removeAll(taxRates.keySet());
    if (!withoutRate.isEmpty()) {
      return new CatalogueAnswer.UnknownTaxCodes(withoutRate);
    }
    changeRates(batch, ratesHeld);
    Set<String> changed = new HashSet<>();
    List<String> arrived = changeItems(batch, changed);
    if (given.contains(Column.PRICE)) {
      changed.addAll(ChangePrices.apply(batch, items));
    }
    if (given.contains(Column.BARCODES)) {
      changed.addAll(ChangeBarcodes.apply(batch, items));
    }
    if (given.contains(Column.GROUP)) {
      changed.addAll(ChangeGroups.apply(batch, items));
    }
    new ReleaseParked(batch, StockedItems.of(batch), RestateLate.ofReleases(batch))
        .waitingFor(arrived);
    return new CatalogueAnswer.Changed(items.size(), changed.size());
  }

  private Map<String, Integer> ratesHeld(Batch batch) throws SQLException {
    Set<String> codes = new TreeSet<>(taxRates.keySet());
    items.stream().map(ItemChange::taxCode).filter(Objects::nonNull).forEach(codes::add);
    Map<String, Integer> held = new HashMap<>();
    batch.select(SELECT_TAX, codes, row -> held.put(row.getString(1), row.getInt(2)));
    return held;
  }

  private void changeRates(Batch batch, Map<String, Integer> held) throws SQLException {
    for (Map.Entry<String, Integer> rate : new TreeMap<>(taxRates).entrySet()) {
      Integer before = held.get(rate.getKey());
      if (rate.getValue().equals(before)) {
        continue;
      }
      batch.write(
          before == null ? INSERT_TAX : UPDATE_TAX,
          List.of(rate),
          (statement, row) -> {
            statement.setInt(1, row.getValue());
            statement.setString(2, row.getKey());
          });
      if (before != null) {
        PriceSteps.of(batch)
            .note(
                PriceSteps.Of.TAX, rate.getKey(), before.longValue(), rate.getValue().longValue());
      }
      batch.put(Entity.TAX, rate.getKey(), Image.of(rate.getKey(), rate.getValue()));
      OwnWrites.note(batch, LayeredTable.TAX, List.of(rate.getKey()));
    }
  }

  /** Returns the codes of items that were not there before. */
  private List<String> changeItems(Batch batch, Set<String> changed) throws SQLException {
    Map<String, ItemRow> held = new HashMap<>();
    batch.select(
        SELECT_ITEM,
        items.stream().map(ItemChange::item).toList(),
        row ->
            held.put(
                row.getString(1),
                new ItemRow(
                    row.getString(1), row.getString(2), row.getString(3), row.getBoolean(4))));
    List<ItemRow> fresh = new ArrayList<>();
    List<ItemRow> other = new ArrayList<>();
    for (ItemChange change : items) {
      ItemRow before = held.get(change.item());
      ItemRow after = ItemRow.after(before, change, given);
      if (before == null) {
        fresh.add(after);
      } else if (!before.equals(after)) {
        other.add(after);
      } else {
        continue;
      }
      changed.add(change.item());
      batch.put(Entity.ITEM, after.item(), after.image());
    }
    OwnWrites.note(batch, LayeredTable.ITEM, changed);
    batch.write(INSERT_ITEM, fresh, ItemRow::bind);
    batch.write(UPDATE_ITEM, other, ItemRow::bind);
    return fresh.stream().map(ItemRow::item).toList();
  }
}
