package io.tillstream.store.conflict;

import io.tillstream.protocol.conflict.CaseKind;
import io.tillstream.protocol.conflict.ShopFloor;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.stock.Movement;
import io.tillstream.store.document.BookedDocument;
import io.tillstream.store.promise.Promises;
import io.tillstream.store.writer.Batch;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds items of which less is in the store than was promised to customers. What is not promised is
 * not looked at. The writer's thread only.
 */
final class FindPromised {

  private static final String ON_HAND =
      "SELECT item, location, quantity_thousandths FROM stock WHERE item IN " + Batch.KEYS;

  private final Batch batch;
  private final StoreId store;
  private final List<BookedDocument> booked;
  private final Promises.Changed changed;

  private FindPromised(
      Batch batch, StoreId store, List<BookedDocument> booked, Promises.Changed changed) {
    this.batch = batch;
    this.store = store;
    this.booked = booked;
    this.changed = changed;
  }

  /** Opens, extends and ends cases by what a batch did to promised goods. */
  static void in(Batch batch, StoreId store, List<BookedDocument> booked) throws SQLException {
    Promises promises = Promises.of(batch);
    Promises.Changed changed = promises.heed(batch, booked);
    Set<String> items = new TreeSet<>(changed.items());
    if (!promises.items().isEmpty()) {
      for (BookedDocument each : booked) {
        for (Movement movement : each.movements()) {
          if (promises.items().contains(movement.item())) {
            items.add(movement.item());
          }
        }
      }
    }
    if (!items.isEmpty()) {
      new FindPromised(batch, store, booked, changed).find(promises, items);
    }
  }

  private void find(Promises promises, Set<String> items) throws SQLException {
    Map<String, Long> there = new HashMap<>();
    batch.select(
        ON_HAND,
        items,
        row -> {
          if (Location.of(row.getString(2)).isReal()) {
            there.merge(row.getString(1), row.getLong(3), Math::addExact);
          }
        });
    Map<String, List<Taking>> takings = takings(items);
    CaseBook book = new CaseBook(batch);
    for (String item : items) {
      long free = there.getOrDefault(item, 0L) - promises.thousandths(item);
      OpenCases.Subject subject = new OpenCases.Subject(CaseKind.PROMISED, item);
      if (free >= 0) {
        ExpectGoods.arrived(batch, item, null);
      }
      boolean isOpen = book.open().of(CaseKind.PROMISED, item).isPresent();
      switch (ShopFloor.after(free, isOpen, takings.containsKey(item))) {
        case AS_BEFORE -> {}
        case CASE_OPENS -> book.open(subject, null, takings.get(item));
        case CASE_GROWS -> book.join(subject, takings.get(item));
        case CASE_ENDS ->
            book.close(
                subject,
                CaseState.GONE,
                Settlements.onHand(batch, Location.SHOP_FLOOR, item),
                null);
      }
    }
  }

  /** What took of items for others than those to whom it is promised. */
  private Map<String, List<Taking>> takings(Set<String> items) throws SQLException {
    Map<String, List<Taking>> all = new TreeMap<>();
    for (BookedDocument each : booked) {
      Map<String, Long> taken = new TreeMap<>();
      for (Movement movement : each.movements()) {
        if (items.contains(movement.item())
            && movement.from().isReal()
            && !movement.to().isReal()) {
          taken.merge(movement.item(), movement.quantity().thousandths(), Math::addExact);
        }
      }
      taken.forEach(
          (item, thousandths) -> {
            long forOthers = thousandths - changed.keptBy(each.seq(), item);
            if (forOthers > 0) {
              all.computeIfAbsent(item, i -> new ArrayList<>())
                  .add(new Taking(each.seq(), each.document().key(), forOthers));
            }
          });
    }
    if (!all.isEmpty()) {
      Answered answered = Answered.look(batch, store, CaseKind.PROMISED, all.keySet());
      all.forEach(
          (item, takings) -> takings.removeIf(taking -> answered.has(item, taking.document())));
      all.values().removeIf(List::isEmpty);
    }
    return all;
  }
}
