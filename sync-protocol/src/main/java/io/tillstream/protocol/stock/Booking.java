package io.tillstream.protocol.stock;

import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Line;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.verdict.ParkedReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a document does to stock: a pure function of the document and, where its maker did not know
 * an item, of what the store decided. Head office replays the store's decision, so both tiers book
 * alike.
 */
public sealed interface Booking {

  /** What a tier's catalogue says of items. */
  @FunctionalInterface
  interface Items {

    /** Whether goods move when this item is sold; empty when the item is not known. */
    Optional<Boolean> movesStock(String item);
  }

  /**
   * All movements are known.
   *
   * @param movements at most one per line
   * @param resolved for lines whose maker did not know the item: line index → whether it moves
   *     stock
   */
  record Booked(List<Movement> movements, SortedMap<Integer, Boolean> resolved)
      implements Booking {}

  /**
   * Nothing is booked until something arrives.
   *
   * @param reason why
   * @param item the first item that is not known
   */
  record Waiting(ParkedReason reason, String item) implements Booking {}

  /** Books a document against a catalogue. */
  static Booking of(Document document, Items items) {
    List<Movement> movements = new ArrayList<>(document.lines().size());
    SortedMap<Integer, Boolean> resolved = new TreeMap<>();
    Optional<Route> route = Route.of(document);
    if (route.isEmpty()) {
      return new Booked(List.of(), resolved);
    }
    for (int i = 0; i < document.lines().size(); i++) {
      Line line = document.lines().get(i);
      boolean moves;
      if (line.movesStock() != null) {
        moves = line.movesStock();
      } else {
        Optional<Boolean> decided = items.movesStock(line.item());
        if (decided.isEmpty()) {
          return new Waiting(ParkedReason.UNKNOWN_ITEM, line.item());
        }
        moves = decided.get();
        resolved.put(i, moves);
      }
      if (moves) {
        movements.add(
            new Movement(
                document.key(),
                i,
                route.get().from(),
                route.get().to(),
                line.item(),
                new Quantity(line.quantityThousandths())));
      }
    }
    return new Booked(movements, resolved);
  }

  /**
   * Replays a store's decision.
   *
   * @param resolved as the store recorded it
   * @throws IllegalStateException when the record leaves a line undecided, or decides on one that
   *     is not there: the stream is corrupt
   */
  static Booked replay(Document document, Map<Integer, Boolean> resolved) {
    Map<String, Boolean> byItem = new TreeMap<>();
    resolved.forEach(
        (line, moves) -> {
          if (line < 0 || line >= document.lines().size()) {
            throw new IllegalStateException(
                document.key() + " has no line " + line + " to decide on");
          }
          byItem.put(document.lines().get(line).item(), moves);
        });
    return switch (of(document, item -> Optional.ofNullable(byItem.get(item)))) {
      case Booked booked -> booked;
      case Waiting waiting ->
          throw new IllegalStateException(
              document.key() + " was booked without a decision on item " + waiting.item());
    };
  }

  /** Which way the goods of a document go. */
  record Route(Location from, Location to) {

    private static final Optional<Route> SALE =
        Optional.of(new Route(Location.SHOP_FLOOR, Location.CUSTOMER));
    private static final Optional<Route> RETURN =
        Optional.of(new Route(Location.CUSTOMER, Location.SHOP_FLOOR));
    private static final Optional<Route> WRITE_OFF =
        Optional.of(new Route(Location.SHOP_FLOOR, Location.ADJUSTMENT));
    private static final Optional<Route> GOODS_RECEIPT =
        Optional.of(new Route(Location.SUPPLIER, Location.SHOP_FLOOR));

    static Optional<Route> of(Document document) {
      return switch (document.type()) {
        case VOID ->
            document.voids() == null
                ? Optional.empty()
                : of(document.voids().type()).map(Route::turnedRound);
        case SALE, RETURN, WRITE_OFF, GOODS_RECEIPT, FINANCIAL_ADJUSTMENT, CUSTOMER, DAY_CLOSE ->
            of(document.type());
      };
    }

    private static Optional<Route> of(DocumentType type) {
      return switch (type) {
        case SALE -> SALE;
        case RETURN -> RETURN;
        case WRITE_OFF -> WRITE_OFF;
        case GOODS_RECEIPT -> GOODS_RECEIPT;
        case FINANCIAL_ADJUSTMENT, CUSTOMER, VOID, DAY_CLOSE -> Optional.empty();
      };
    }

    private Route turnedRound() {
      return new Route(to, from);
    }
  }
}
