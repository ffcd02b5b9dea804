package io.tillstream.store.equality;

import io.tillstream.store.equality.HeadOfficeProof.ItemDifference;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Says of items whose quantities differ although no document does which side's sum is wrong: the
 * one that is not what its movements add up to. Thread-safe.
 */
final class ExplainItems {

  // Each is looked for in all movements.
  private static final int ITEMS_MAX = 20;

  private final OwnStock stock;

  ExplainItems(OwnStock stock) {
    this.stock = stock;
  }

  List<ItemDifference> explained(List<ItemDifference> items) throws SQLException {
    Set<String> unexplained =
        items.stream()
            .filter(item -> item.documents().isEmpty() || item.store().equals(item.headOffice()))
            .map(ItemDifference::item)
            .limit(ITEMS_MAX)
            .collect(Collectors.toSet());
    if (unexplained.isEmpty()) {
      return List.copyOf(items);
    }
    Map<String, Map<String, Long>> over = stock.notBooked(unexplained);
    return items.stream()
        .map(item -> unexplained.contains(item.item()) ? explained(item, over) : item)
        .toList();
  }

  private static ItemDifference explained(
      ItemDifference item, Map<String, Map<String, Long>> over) {
    boolean wrongHere = over.getOrDefault(item.item(), Map.of()).containsKey(item.location());
    return new ItemDifference(
        item.item(),
        item.location(),
        item.store(),
        item.headOffice(),
        wrongHere
            ? "the store's stock is not the sum of its movements"
            : "head office's stock is not the sum of its movements",
        item.documents(),
        item.more());
  }
}
