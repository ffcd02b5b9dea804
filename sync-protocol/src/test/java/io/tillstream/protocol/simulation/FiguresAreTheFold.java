package io.tillstream.protocol.simulation;

import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.stock.Booking;
import io.tillstream.protocol.stock.StockFold;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** I7: a tier's figures are the fold over the documents it has booked, each once. */
final class FiguresAreTheFold extends Invariant {

  private final Map<Object, Fold> folds = new HashMap<>();

  FiguresAreTheFold() {
    super("I7", "figures are the fold of the documents");
  }

  @Override
  void afterStep(Shop shop) {
    Chronicle chronicle = shop.world().chronicle();
    switch (shop.world().touched()) {
      case StoreProgram program -> {
        Books books = program.store().books();
        look(chronicle, program.store(), books.booked.keySet(), books.streams, books.stock);
      }
      case HeadOffice office ->
          shop.stores()
              .forEach(
                  store ->
                      look(
                          chronicle,
                          store.id(),
                          office.books().booked.stream()
                              .filter(key -> key.store().equals(store.id()))
                              .collect(java.util.stream.Collectors.toSet()),
                          office.books().streams,
                          office.books().stockOf(store.id())));
      case null, default -> {
        // Terminals do not book.
      }
    }
  }

  private void look(
      Chronicle chronicle,
      Object tier,
      Set<DocumentKey> booked,
      Map<DocumentStream, StreamBook> streams,
      Map<String, Long> stock) {
    Fold fold = folds.computeIfAbsent(tier, t -> new Fold());
    if (fold.booked.size() == booked.size() && fold.stock.equals(stock)) {
      return;
    }
    if (!booked.containsAll(fold.booked)) {
      fold = new Fold(); // the tier went back
      folds.put(tier, fold);
    }
    for (DocumentKey key : booked) {
      if (fold.booked.add(key)) {
        StreamBook.Held held = streams.get(key.stream()).held().get((int) key.n() - 1);
        Document document = chronicle.made.get(held.hash()).document();
        if (Booking.of(document, item -> Optional.of(true)) instanceof Booking.Booked all) {
          fold.movements.addAll(all.movements());
        }
      }
    }
    fold.stock = Map.copyOf(stock);
    StockFold folded = fold.movements;
    stock.forEach(
        (item, thousandths) ->
            require(
                folded.onHand(item).thousandths() == thousandths,
                () ->
                    tier
                        + " has "
                        + thousandths
                        + " of "
                        + item
                        + ", its documents say "
                        + folded.onHand(item).thousandths()));
  }

  private static final class Fold {
    private final Set<DocumentKey> booked = new HashSet<>();
    private final StockFold movements = new StockFold();
    private Map<String, Long> stock = Map.of();
  }
}
