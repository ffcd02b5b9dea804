package io.tillstream.endtoend.books;

import io.tillstream.endtoend.books.Difference.Kind;
import io.tillstream.protocol.money.Quantity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/** Compares on-hand, item by item, every item that anybody knows. */
final class CompareOnHand {

  private CompareOnHand() {}

  /** Holder against holder. */
  static List<Difference> of(String store, List<Books> holders) {
    List<Difference> differences = new ArrayList<>();
    for (String item : items(holders)) {
      if (holders.stream().map(holder -> holder.onHandOf(item)).distinct().count() > 1) {
        Map<String, String> says = new LinkedHashMap<>();
        holders.forEach(holder -> says.put(holder.holder(), holder.onHandOf(item).toString()));
        differences.add(new Difference(Kind.ON_HAND, "of " + item + " in " + store, says));
      }
    }
    return differences;
  }

  /** The store against what follows from the input. */
  static List<Difference> withInput(
      String store, SortedMap<String, Quantity> expected, Books books) {
    List<Difference> differences = new ArrayList<>();
    SortedSet<String> items = new TreeSet<>(expected.keySet());
    items.addAll(books.onHand().keySet());
    for (String item : items) {
      Quantity computed = expected.getOrDefault(item, Quantity.ZERO);
      if (!computed.equals(books.onHandOf(item))) {
        differences.add(
            new Difference(
                Kind.INPUT,
                "on-hand of " + item + " in " + store,
                Map.of(
                    "computed from the input",
                    computed.toString(),
                    books.holder(),
                    books.onHandOf(item).toString())));
      }
    }
    return differences;
  }

  static SortedSet<String> items(List<Books> holders) {
    SortedSet<String> items = new TreeSet<>();
    holders.forEach(holder -> items.addAll(holder.onHand().keySet()));
    return items;
  }
}
