package io.tillstream.protocol.stock;

import io.tillstream.protocol.document.Document;
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
    if (document.count() != null) {
      return new Booked(CountMovements.of(document), resolved);
    }
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
}
