package io.tillstream.endtoend.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.endtoend.drain.AwaitDrained;
import io.tillstream.endtoend.stage.Progress;
import io.tillstream.endtoend.tier.Chain;
import io.tillstream.endtoend.tier.Store;
import io.tillstream.endtoend.trade.CatalogueItem;
import io.tillstream.endtoend.trade.Trade;
import io.tillstream.endtoend.trade.WriteCatalogue;
import io.tillstream.protocol.money.Quantity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * In the evening the catalogue learns of items that were sold before it knew them: the documents
 * that were parked for them are booked.
 */
final class ReleaseLateItems {

  private final Chain chain;
  private final Trade trade;
  private final Set<String> withdrawn;
  private final Progress progress;

  /**
   * Prepares.
   *
   * @param withdrawn items that are not to come back with the others
   */
  ReleaseLateItems(Chain chain, Trade trade, Set<String> withdrawn, Progress progress) {
    this.chain = chain;
    this.trade = trade;
    this.withdrawn = withdrawn;
    this.progress = progress;
  }

  /** Imports them; what was parked before and is not any more, a sentence for each store. */
  List<String> release() throws IOException {
    List<String> sentences = new ArrayList<>();
    if (trade.lateItems().isEmpty()) {
      return sentences;
    }
    Map<String, Quantity> opening = new HashMap<>();
    List<CatalogueItem> items = new ArrayList<>(trade.items());
    items.removeIf(item -> withdrawn.contains(item.code()));
    for (CatalogueItem late : trade.lateItems()) {
      items.add(late);
      opening.put(late.code(), trade.opening().get(late.code()));
    }
    List<Long> parkedBefore = new ArrayList<>();
    for (Store store : chain.stores()) {
      parkedBefore.add(parked(store));
      progress.step("Importing what the catalogue of " + store.id() + " did not know");
      store.importCatalogue(WriteCatalogue.of(items));
      store.receiveGoods("LATE", opening);
    }
    new AwaitDrained(chain, progress::update).await("Booking what was parked");
    for (int s = 0; s < chain.stores().size(); s++) {
      Store store = chain.stores().get(s);
      if (parkedBefore.get(s) > 0) {
        sentences.add(
            "%,d in %s, because the catalogue did not know %s yet; after its import %,d"
                .formatted(
                    parkedBefore.get(s),
                    store.id(),
                    String.join(", ", opening.keySet()),
                    parked(store)));
      }
    }
    return sentences;
  }

  private static long parked(Store store) throws IOException {
    JsonNode status = store.status();
    return status.path("documents").path("parked").asLong();
  }
}
