package io.tillstream.store.downlink;

import io.tillstream.protocol.layer.Entry;
import io.tillstream.protocol.layer.LayeredTable;
import io.tillstream.protocol.layer.Owner;
import io.tillstream.protocol.layer.Settled;
import io.tillstream.store.catalogue.StockedItems;
import io.tillstream.store.count.RestateLate;
import io.tillstream.store.document.ReleaseParked;
import io.tillstream.store.layers.Blocks;
import io.tillstream.store.layers.ItemsOf;
import io.tillstream.store.layers.OwnWrites;
import io.tillstream.store.layers.Owners;
import io.tillstream.store.layers.SaidRows;
import io.tillstream.store.layers.SoldRows;
import io.tillstream.store.writer.Batch;
import io.tillstream.store.writer.Divisible;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Lets the shop sell by what head office says of some rows, where it has not said otherwise itself;
 * documents that waited for a new item are booked in the same batch. Immutable.
 *
 * @param dues rows in the order in which they are settled
 * @param isLast whether nothing is due after them; until then terminals are shown nothing of it
 *     (I5)
 * @param asideLast whether the last row is left as it is, because settling it has failed
 */
record SettleDue(List<Due> dues, boolean isLast, boolean asideLast)
    implements Divisible<SettleDue.Outcome> {

  /** Who holds the feed while rows are settled in portions. */
  static final String HOLDER = "head-office";

  /** What became of it. */
  enum Outcome {
    /** The shop sells by them. */
    SETTLED,
    /** Another program's changes come first: they are the store's own word. Nothing was changed. */
    WAITS
  }

  private static final Logger LOG = Logger.getLogger(SettleDue.class);
  private static final int ROWS_PER_DOCUMENT = 4;
  private static final int CONTENTION = 40001;

  private static final String IS_NOTED = "SELECT TOP 1 entity FROM change_inbox";
  private static final String BARCODES = "SELECT barcode FROM barcode WHERE item IN " + Batch.KEYS;

  @Override
  public int weight() {
    return 1 + dues.size() / ROWS_PER_DOCUMENT;
  }

  @Override
  public Outcome applyTo(Batch batch) throws SQLException {
    OwnWrites.settle(batch); // what people did in this very batch is the store's own word
    if (!dues.isEmpty() && isAnyNoted(batch)) {
      return Outcome.WAITS;
    }
    List<Due> settling = Due.stillNoted(batch, asideLast ? dues.subList(0, facts() - 1) : dues);
    if (asideLast) {
      LOG.errorf("%s is left as it is; head office's word on it cannot be applied", dues.getLast());
    }
    Map<LayeredTable, Set<String>> keys = keys(batch, settling);
    Set<String> all = new HashSet<>();
    keys.values().forEach(all::addAll);
    SaidRows said = SaidRows.of(batch, all);
    Owners owners = Owners.of(batch, all);
    Set<String> fresh = new HashSet<>();
    for (LayeredTable table : LayeredTable.values()) { // what others name comes first
      settle(batch, table, keys.getOrDefault(table, Set.of()), said, owners, fresh);
    }
    owners.write();
    TaxCodesTakenAway.settle(batch, settling);
    new ReleaseParked(batch, StockedItems.of(batch), RestateLate.ofReleases(batch))
        .waitingFor(fresh);
    List<Due> done = new ArrayList<>(dues);
    for (LayeredTable table : List.of(LayeredTable.BARCODE, LayeredTable.PRICE)) {
      keys.getOrDefault(table, Set.of()).forEach(key -> done.add(Due.of(table, key, false)));
    }
    Due.settled(batch, done.stream().distinct().toList());
    if (isLast) {
      batch.releaseFeed(HOLDER);
    } else {
      batch.holdFeed(HOLDER);
    }
    if (!dues.isEmpty() && isAnyNoted(batch)) {
      // Another program has committed in the middle: what it wrote may have been written over.
      throw new SQLException("another program changes the catalogue now", "40001", CONTENTION);
    }
    return Outcome.SETTLED;
  }

  /** The rows to look at: with each item its price and its barcodes. */
  private static Map<LayeredTable, Set<String>> keys(Batch batch, List<Due> settling)
      throws SQLException {
    Map<LayeredTable, Set<String>> keys = new EnumMap<>(LayeredTable.class);
    for (Due due : settling) {
      if (due.place() != Due.LAST) {
        keys.computeIfAbsent(due.table(), table -> new HashSet<>()).add(due.key());
      }
    }
    Set<String> items = keys.getOrDefault(LayeredTable.ITEM, Set.of());
    if (!items.isEmpty()) {
      keys.computeIfAbsent(LayeredTable.PRICE, table -> new HashSet<>()).addAll(items);
      Set<String> barcodes = keys.computeIfAbsent(LayeredTable.BARCODE, table -> new HashSet<>());
      barcodes.addAll(SaidRows.barcodes(batch, items));
      batch.select(BARCODES, items, row -> barcodes.add(row.getString(1)));
      barcodes.addAll(Owners.keptBarcodes(batch, items));
    }
    return keys;
  }

  private static void settle(
      Batch batch,
      LayeredTable table,
      Set<String> keys,
      SaidRows said,
      Owners owners,
      Set<String> freshItems)
      throws SQLException {
    Map<String, Entry.Present> before = SoldRows.of(batch, table, keys);
    Map<String, Entry.Present> known = new HashMap<>(before);
    keys.forEach(key -> owners.kept(table, key).ifPresent(row -> known.putIfAbsent(key, row)));
    Set<String> sold = ItemsOf.sold(batch, table, keys, known, said);
    Map<String, Optional<Entry.Present>> after = new HashMap<>();
    Map<String, Blocks.Word> words = new HashMap<>();
    for (String key : keys) {
      Optional<Entry.Present> held = Optional.ofNullable(known.get(key));
      Settled settled =
          Settled.after(said.of(table, key), new Settled(held, owners.of(table, key)));
      boolean isTaken = table == LayeredTable.TAX && settled.row().isEmpty();
      if (isTaken) {
        continue; // when no item names it any more
      }
      boolean isOfNoItem =
          settled.row().isPresent()
              && ItemsOf.item(table, key, settled.row(), said)
                  .filter(item -> !sold.contains(item))
                  .isPresent();
      if (isOfNoItem) {
        after.put(key, Optional.empty());
        if (settled.owner().map(Owner.OWN::equals).orElse(true)) {
          owners.keep(table, key, settled.row().get()); // with the item it comes back
        } else {
          owners.put(table, key, Optional.empty());
        }
        continue;
      }
      after.put(key, settled.row());
      owners.put(table, key, settled.owner());
      if (table == LayeredTable.ITEM) {
        words.put(
            key,
            Blocks.Word.of(settled.owner(), held.or(() -> said.known(LayeredTable.ITEM, key))));
        if (held.isEmpty() && settled.row().isPresent()) {
          freshItems.add(key);
        }
      }
    }
    SoldRows.write(batch, table, before, after);
    freshItems.addAll(Blocks.note(batch, words));
  }

  private static boolean isAnyNoted(Batch batch) throws SQLException {
    try (ResultSet row = batch.prepare(IS_NOTED).executeQuery()) {
      return row.next();
    }
  }

  @Override
  public int facts() {
    return dues.size();
  }

  @Override
  public SettleDue upTo(int count) {
    return new SettleDue(dues.subList(0, count), isLast && count == dues.size(), false);
  }

  @Override
  public SettleDue setAside() {
    return new SettleDue(dues, isLast, true);
  }

  @Override
  public Outcome joined(List<Outcome> answers) {
    return answers.getLast();
  }
}
