package io.tillstream.store.equality;

import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.equality.MovedLine;
import io.tillstream.protocol.equality.StockSums;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.money.Quantity;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** What one comparison has found so far. One thread. */
final class Findings {

  /** An item at a place. */
  record Place(String item, String location) implements Comparable<Place> {

    @Override
    public int compareTo(Place other) {
      int byItem = item.compareTo(other.item);
      return byItem == 0 ? location.compareTo(other.location) : byItem;
    }
  }

  private final Map<String, HeadOfficeProof.DocumentDifference> documents = new LinkedHashMap<>();
  private final Map<Place, List<HeadOfficeProof.Effect>> effects = new TreeMap<>();
  private final Map<Place, Long> net = new HashMap<>();
  private final Set<Place> unlike = new HashSet<>();
  private final List<HeadOfficeProof.ItemDifference> items = new ArrayList<>();
  private boolean more;

  void more() {
    more = true;
  }

  boolean isFull() {
    return documents.size() >= HeadOfficeProof.TOLD_MAX
        || effects.size() >= HeadOfficeProof.TOLD_MAX;
  }

  void document(HeadOfficeProof.DocumentDifference difference) {
    documents.putIfAbsent(difference.key(), difference);
  }

  /** The ends of a stream part, for which no document was found to be the reason. */
  void endParted(DocumentStream stream, Watermark headOffice, Watermark store) {
    if (documents.keySet().stream().noneMatch(key -> key.startsWith(stream + "/"))) {
      document(
          new HeadOfficeProof.DocumentDifference(
              stream.at(Math.max(1, headOffice.position())).toString(),
              null,
              store.hash(),
              headOffice.hash(),
              "no document differs, and the chain is said to end with another hash"));
    }
  }

  /**
   * What a document has moved on either side.
   *
   * @return whether the two differ at any place where goods are counted
   */
  boolean moved(DocumentKey key, String number, List<MovedLine> store, List<MovedLine> headOffice) {
    Map<Place, Long> here = effects(store);
    Map<Place, Long> there = effects(headOffice);
    TreeMap<Place, Long> all = new TreeMap<>(here);
    all.putAll(there);
    for (Place place : all.keySet()) {
      if (!Objects.equals(here.get(place), there.get(place))) {
        net.merge(place, here.getOrDefault(place, 0L) - there.getOrDefault(place, 0L), Long::sum);
        if (!isOneOfTwo(key, here.get(place), there.get(place))) {
          unlike.add(place);
        }
        effects
            .computeIfAbsent(place, p -> new ArrayList<>())
            .add(
                new HeadOfficeProof.Effect(
                    key.toString(), number, text(here.get(place)), text(there.get(place))));
      }
    }
    return !here.equals(there);
  }

  /**
   * A restored store may have made a count or a restatement again. Each tier books one of the two,
   * and not always the same.
   */
  private static boolean isOneOfTwo(DocumentKey key, Long here, Long there) {
    return key.terminal().equals(TerminalId.STORE_ITSELF) && (here == null || there == null);
  }

  private static Map<Place, Long> effects(List<MovedLine> lines) {
    Map<Place, Long> effects = new TreeMap<>();
    for (MovedLine line : lines) {
      add(effects, new Place(line.item(), line.from()), -line.quantityThousandths());
      add(effects, new Place(line.item(), line.to()), line.quantityThousandths());
    }
    return effects;
  }

  private static void add(Map<Place, Long> effects, Place place, long thousandths) {
    if (StockSums.isKept(place.location())) {
      effects.merge(place, thousandths, Long::sum);
    }
  }

  /** The buckets of all items that documents differ in. */
  BitSet buckets() {
    BitSet buckets = new BitSet();
    effects.keySet().forEach(place -> buckets.set(StockSums.bucketOf(place.item())));
    return buckets;
  }

  /** How much there is of an item on either side; a difference, or named by a document. */
  void quantities(Place place, long store, long headOffice) {
    if (store == headOffice && net.getOrDefault(place, 0L) == 0 && !unlike.contains(place)) {
      effects.remove(place);
      return;
    }
    List<HeadOfficeProof.Effect> causes = effects.getOrDefault(place, List.of());
    if (items.size() >= HeadOfficeProof.TOLD_MAX) {
      more = true;
      return;
    }
    boolean cut = causes.size() > HeadOfficeProof.DOCUMENTS_OF_AN_ITEM_MAX;
    items.add(
        new HeadOfficeProof.ItemDifference(
            place.item(),
            place.location(),
            text(store),
            text(headOffice),
            null,
            List.copyOf(cut ? causes.subList(0, HeadOfficeProof.DOCUMENTS_OF_AN_ITEM_MAX) : causes),
            cut));
  }

  List<HeadOfficeProof.ItemDifference> items() {
    return items;
  }

  List<HeadOfficeProof.DocumentDifference> documents() {
    return List.copyOf(documents.values());
  }

  boolean isMore() {
    return more;
  }

  boolean isEmpty() {
    return documents.isEmpty() && effects.isEmpty() && items.isEmpty() && !more;
  }

  private static String text(Long thousandths) {
    return thousandths == null ? null : new Quantity(thousandths).toString();
  }
}
