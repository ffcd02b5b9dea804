package io.tillstream.store.conflict;

import io.tillstream.protocol.conflict.CaseKind;
import io.tillstream.protocol.conflict.ShopFloor;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.stock.Movement;
import io.tillstream.store.document.BookedDocument;
import io.tillstream.store.stock.StockLedger;
import io.tillstream.store.writer.Batch;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Finds items of which more was taken off the shop floor than was there, and those of which there
 * is enough again. The writer's thread only.
 */
final class FindOversells {

  private final Batch batch;
  private final StoreId store;
  private final List<BookedDocument> booked;
  private final CaseBook book;

  private FindOversells(Batch batch, StoreId store, List<BookedDocument> booked)
      throws SQLException {
    this.batch = batch;
    this.store = store;
    this.booked = booked;
    book = new CaseBook(batch);
  }

  /** Opens, extends and ends cases by what a batch did to the shop floor. */
  static void in(Batch batch, StoreId store, List<BookedDocument> booked) throws SQLException {
    Collection<StockLedger.Level> low = StockLedger.of(batch).belowZero();
    if (!low.isEmpty()) {
      new FindOversells(batch, store, booked).find(low);
    }
  }

  private void find(Collection<StockLedger.Level> low) throws SQLException {
    Set<String> asked = new HashSet<>();
    for (StockLedger.Level level : low) {
      Optional<OpenCases.Open> open = book.open().of(CaseKind.OVERSELL, level.item());
      if (open.isEmpty() || level.after() >= 0 || !open.get().isFull()) {
        asked.add(level.item());
      }
    }
    Map<String, List<Taking>> takings = asked.isEmpty() ? Map.of() : undecided(asked);
    Map<String, StockLedger.Level> opening = new TreeMap<>();
    for (StockLedger.Level level : low) {
      String item = level.item();
      OpenCases.Subject subject = new OpenCases.Subject(CaseKind.OVERSELL, item);
      boolean isOpen = book.open().of(CaseKind.OVERSELL, item).isPresent();
      switch (ShopFloor.after(level.after(), isOpen, takings.containsKey(item))) {
        case AS_BEFORE -> {}
        case CASE_OPENS -> opening.put(item, level);
        case CASE_GROWS -> book.join(subject, takings.get(item));
        case CASE_ENDS -> book.close(subject, CaseState.GONE, level.after(), broughtBack(item));
      }
    }
    for (StockLedger.Level level : low) {
      if (level.after() >= 0) {
        ExpectGoods.arrived(batch, level.item(), broughtBack(level.item()));
      }
    }
    if (!opening.isEmpty()) {
      open(opening, takings);
    }
  }

  private void open(Map<String, StockLedger.Level> opening, Map<String, List<Taking>> takings)
      throws SQLException {
    // Where there was nothing, or less, whoever took it before has nothing to do with it.
    Set<String> hadSome =
        opening.values().stream()
            .filter(level -> level.before() != null && level.before() >= 0)
            .map(StockLedger.Level::item)
            .collect(Collectors.toSet());
    Set<Long> here = booked.stream().map(BookedDocument::seq).collect(Collectors.toSet());
    Map<String, LookBack.Found> before =
        hadSome.isEmpty()
            ? Map.of()
            : new LookBack(
                    batch, store, Answered.look(batch, store, CaseKind.OVERSELL, hadSome), here)
                .of(hadSome);
    for (StockLedger.Level level : opening.values()) {
      LookBack.Found found = before.getOrDefault(level.item(), LookBack.Found.NOTHING);
      List<Taking> documents = new ArrayList<>(found.takings());
      documents.addAll(takings.get(level.item()));
      long held = (level.before() == null ? 0 : level.before()) + found.netThousandths();
      book.open(new OpenCases.Subject(CaseKind.OVERSELL, level.item()), held, documents);
    }
  }

  /** What documents of this batch took of items, as far as nobody has decided on it before. */
  private Map<String, List<Taking>> undecided(Set<String> items) throws SQLException {
    Map<String, List<Taking>> all = new HashMap<>();
    for (BookedDocument each : booked) {
      Map<String, Long> taken = new TreeMap<>();
      for (Movement movement : each.movements()) {
        if (movement.from() == Location.SHOP_FLOOR && items.contains(movement.item())) {
          taken.merge(movement.item(), movement.quantity().thousandths(), Math::addExact);
        }
      }
      taken.forEach(
          (item, thousandths) ->
              all.computeIfAbsent(item, i -> new ArrayList<>())
                  .add(new Taking(each.seq(), each.document().key(), thousandths)));
    }
    if (all.isEmpty()) {
      return all;
    }
    Answered answered = Answered.look(batch, store, CaseKind.OVERSELL, all.keySet());
    all.forEach(
        (item, takings) -> takings.removeIf(taking -> answered.has(item, taking.document())));
    all.values().removeIf(List::isEmpty);
    return all;
  }

  /** The last document of this batch that brought goods of an item; null when none did. */
  private Long broughtBack(String item) {
    Long last = null;
    for (BookedDocument each : booked) {
      for (Movement movement : each.movements()) {
        if (movement.to() == Location.SHOP_FLOOR && movement.item().equals(item)) {
          last = each.seq();
        }
      }
    }
    return last;
  }
}
