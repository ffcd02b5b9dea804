package io.tillstream.protocol.stock;

import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.money.Quantity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Puts a count's variance right when a document arrives late that the count includes: the document
 * is booked, and its effect at the counted place is taken back against adjustments. So on-hand
 * stays as counted, and the books show why the variance was another one (I9). Pure.
 *
 * @param count which count
 * @param document the late one
 * @param location where was counted
 * @param changes by item, what is added there; never nothing
 */
public record Restatement(
    String count, DocumentKey document, Location location, SortedMap<String, Quantity> changes) {

  /** What both tiers know it by; a second one of the same count and document is the same (I2). */
  public String reference() {
    return reference(count, document);
  }

  /** The reference of the restatement of a count for a document. */
  public static String reference(String count, DocumentKey document) {
    return count + " " + document.terminal() + "/" + document.epoch() + "/" + document.n();
  }

  /**
   * What has to be restated when a document is booked after counts were posted: for each item and
   * place the first count that includes the document. The later ones begin where that one ended.
   *
   * @param movements what the document moves
   * @param counts that may include it, in the order in which they were posted
   */
  public static List<Restatement> late(
      DocumentKey document, List<Movement> movements, List<StockCount> counts) {
    Map<String, Restatement> restatements = new LinkedHashMap<>();
    for (Movement movement : movements) {
      for (Location location : List.of(movement.from(), movement.to())) {
        counts.stream()
            .filter(count -> count.covers(movement.item(), location))
            .filter(count -> count.cut().includes(document))
            .findFirst()
            .ifPresent(count -> takeBack(restatements, document, count, movement));
      }
    }
    return changing(restatements);
  }

  /**
   * What has to be restated when a person finds that a count includes a document which lies outside
   * of its cut and was booked.
   *
   * @param movements what the document moves
   * @param isOpen whether on-hand of an item at the counted place still depends on it: no later
   *     count includes the document, and it was not restated there
   */
  public static Optional<Restatement> settled(
      DocumentKey document, List<Movement> movements, StockCount count, Predicate<String> isOpen) {
    Map<String, Restatement> restatements = new LinkedHashMap<>();
    for (Movement movement : movements) {
      for (Location location : List.of(movement.from(), movement.to())) {
        if (count.covers(movement.item(), location) && isOpen.test(movement.item())) {
          takeBack(restatements, document, count, movement);
        }
      }
    }
    return changing(restatements).stream().findFirst();
  }

  private static void takeBack(
      Map<String, Restatement> restatements,
      DocumentKey document,
      StockCount count,
      Movement movement) {
    restatements
        .computeIfAbsent(
            count.id(), id -> new Restatement(id, document, count.location(), new TreeMap<>()))
        .changes
        .merge(movement.item(), movement.effectAt(count.location()).negated(), Quantity::plus);
  }

  /** Without what was sold and given back on one receipt. */
  private static List<Restatement> changing(Map<String, Restatement> restatements) {
    restatements.values().forEach(each -> each.changes.values().removeIf(Quantity.ZERO::equals));
    restatements.values().removeIf(each -> each.changes.isEmpty());
    return List.copyOf(restatements.values());
  }
}
