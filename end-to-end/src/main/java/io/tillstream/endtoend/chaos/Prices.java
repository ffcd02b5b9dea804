package io.tillstream.endtoend.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.endtoend.http.HttpPeer;
import io.tillstream.endtoend.tier.Chain;
import io.tillstream.endtoend.tier.Store;
import io.tillstream.endtoend.tier.Terminal;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What terminals show beside what their store has (I3). */
final class Prices {

  private Prices() {}

  /** Looks these items up everywhere. */
  static Looked compare(Chain chain, Collection<String> items) throws IOException {
    int compared = 0;
    List<String> differences = new ArrayList<>();
    for (Store store : chain.stores()) {
      for (String item : items) {
        BigDecimal set = price(store.admin().json("/api/items/" + HttpPeer.escape(item)));
        for (Terminal terminal : chain.terminalsOf(store)) {
          BigDecimal shown = price(terminal.local().json("/v1/items/" + HttpPeer.escape(item)));
          compared++;
          if (shown.compareTo(set) != 0) {
            differences.add(
                "%s shows %s for %s, its store has %s"
                    .formatted(terminal.name(), shown, item, set));
          }
        }
      }
    }
    return new Looked(compared, differences);
  }

  static BigDecimal price(JsonNode item) {
    JsonNode price = item.has("price") ? item.path("price") : item.path("unitPrice");
    return new BigDecimal(price.asText());
  }
}
